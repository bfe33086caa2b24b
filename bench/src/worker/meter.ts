import { readFileSync, writeFileSync } from 'node:fs';

/** What this process has used since a meter was started. */
export interface Usage {
  readonly elapsedMs: number;
  /** User and system. */
  readonly cpuMicroseconds: number;
  /** The most that was resident at once. */
  readonly peakMiB: number;
}

/** Starts to measure; what it returns tells the usage until then. */
export function startMeter(): () => Usage {
  resetPeak();
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  return () => {
    const elapsedMs = performance.now() - startMs;
    const { user, system } = process.cpuUsage(cpu);
    return { elapsedMs, cpuMicroseconds: user + system, peakMiB: peakMiB() };
  };
}

/** The peak so far; the next one is counted from here. */
export function restartPeak(): number {
  const peak = peakMiB();
  resetPeak();
  return peak;
}

/** Linux counts the peak anew after this; elsewhere it stays that of the whole process. */
function resetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function peakMiB(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}
