import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { debianTree } from '@hushdns/interop';
import { benchNames } from '../bench-zone.ts';
import type { Contender, RunningContender, Sample } from '../model.ts';
import type { Task } from '../tasks.ts';
import { timedCommand } from './timed-command.ts';

/** Beyond what it was told to run. */
const LIMIT_MS = 20_000;
const HOST = '127.0.0.1';
/** dnsperf counts whole seconds only. */
const SECONDS = 1;

type Mode = 'udp' | 'tcp' | 'dot' | 'doh';

/** dnsperf, one client and one connection: how fast the server is when the client is native code. */
export function dnsperf(mode: Mode, port: number): Contender {
  return {
    name: 'dnsperf',
    skips: (task) => (task.kind === 'throughput' ? undefined : 'reports no percentiles'),
    start: async (cpu) => new Dnsperf(mode, port, cpu),
  };
}

class Dnsperf implements RunningContender {
  readonly #mode: Mode;
  readonly #port: number;
  readonly #cpu: number | undefined;
  readonly #folder: string;
  version = '2.14.0';

  constructor(mode: Mode, port: number, cpu: number | undefined) {
    this.#mode = mode;
    this.#port = port;
    this.#cpu = cpu;
    this.#folder = mkdtempSync(join(debianTree(), 'tmp/bench-'));
    writeFileSync(join(this.#folder, 'names'), benchNames.map((name) => `${name} A\n`).join(''));
  }

  async measure(task: Task): Promise<Sample> {
    if (task.kind !== 'throughput') throw new RangeError(`no load: ${task.kind}`);
    const options = { m: this.#mode, s: HOST, p: this.#port, l: SECONDS, t: 1, q: task.inFlight, c: 1, T: 1 };
    const { stdout, cpuMicroseconds, peakMiB } = await timedCommand(
      this.#cpu,
      [
        'dnsperf',
        ...Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)]),
        ...(this.#mode === 'doh' ? ['-O', `doh-uri=https://${HOST}:${this.#port}/dns-query`] : []),
        '-d',
        `/tmp/${basename(this.#folder)}/names`,
      ],
      LIMIT_MS,
    );
    const figure = (label: string): number => Number(new RegExp(`${label}:\\s+([\\d.]+)`).exec(stdout)?.[1]);
    const completed = figure('Queries completed');
    return {
      values: {
        perSecond: figure('Queries per second'),
        cpuMicroseconds: cpuMicroseconds / completed,
        peakMiB,
      },
      lost: figure('Queries lost'),
      failed: figure('Queries sent') - figure('Response codes:\\s+NOERROR'),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
