import { readFileSync } from 'node:fs';

/**
 * Tells the figures of this process and ends it.
 * @param {Record<string, number>} values
 */
export function tell(values) {
  process.stdout.write(JSON.stringify({ ...values, peakMiB: peakMiB() }), () => process.exit());
}

/** The most that was resident at once. What the kernel tells of a process counts from before it became Node's. */
function peakMiB() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}
