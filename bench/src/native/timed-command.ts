import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { debianTree } from '@hushdns/interop';
import { pinnedTo } from '../run/pinned.ts';

const execute = promisify(execFile);
const OUTPUT_LIMIT_OCTETS = 64 << 20;

export interface TimedOutput {
  readonly stdout: string;
  readonly elapsedMs: number;
  /** User and system. */
  readonly cpuMicroseconds: number;
  readonly peakMiB: number;
}

/** Runs a command of the Debian tree to its end, with what it used. Rejects with what it wrote where it fails. */
export async function timedCommand(
  cpu: number | undefined,
  command: readonly string[],
  limitMs: number,
): Promise<TimedOutput> {
  // Neither outlives whoever started it.
  const mortal = ['setpriv', '--pdeathsig=KILL'];
  const timed = ['chroot', debianTree(), ...mortal, 'time', '--format=%e %U %S %M', ...mortal, ...command];
  const [file = '', ...rest] = pinnedTo(cpu, timed);
  const { stdout, stderr } = await execute(file, rest, { timeout: limitMs, maxBuffer: OUTPUT_LIMIT_OCTETS });
  const lastLine = stderr.trimEnd().split('\n').at(-1) ?? '';
  const figures = lastLine.split(' ').map(Number);
  if (!figures.every(Number.isFinite)) throw new Error(`time tells ${lastLine}`);
  const [elapsed = 0, user = 0, system = 0, kibibytes = 0] = figures;
  return {
    stdout,
    elapsedMs: elapsed * 1e3,
    cpuMicroseconds: (user + system) * 1e6,
    peakMiB: kibibytes / 1024,
  };
}
