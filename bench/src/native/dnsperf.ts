import { benchNames } from '../bench-zone.ts';
import { DOH_PATH } from '../contenders/doh-request.ts';
import { HOST } from '../contenders/server-settings.ts';
import type { Contender, RunningContender, Sample } from '../model.ts';
import type { Task } from '../tasks.ts';
import { readDnsperf } from './bulk-commands.ts';
import { timedCommand } from './timed-command.ts';
import { treeFolder, type TreeFolder } from './tree-folder.ts';
import { treeVersion } from './tree-version.ts';

/** Beyond what it was told to run. */
const LIMIT_MS = 20_000;
/** What it takes for lost; it waits as long for the last replies. */
const TIMEOUT_SECONDS = 1;
/** As large as the bare client's: with the system's own, bursts are lost here and not on the way. */
const BUFFER_KIBIBYTES = 4_096;

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
  readonly #folder: TreeFolder = treeFolder();
  readonly #namesFile: string;
  readonly version: string = treeVersion('dnsperf');

  constructor(mode: Mode, port: number, cpu: number | undefined) {
    this.#mode = mode;
    this.#port = port;
    this.#cpu = cpu;
    this.#namesFile = this.#folder.write('names', benchNames.map((name) => `${name} A\n`).join(''));
  }

  async measure(task: Task): Promise<Sample> {
    if (task.kind !== 'throughput') throw new RangeError(`no load: ${task.kind}`);
    const options = {
      m: this.#mode,
      s: HOST,
      p: this.#port,
      d: this.#namesFile,
      l: (task.warmUpMs + task.durationMs) / 1000,
      t: TIMEOUT_SECONDS,
      b: BUFFER_KIBIBYTES,
      q: task.inFlight,
      c: 1,
      T: 1,
    };
    const { stdout, cpuMicroseconds, peakMiB } = await timedCommand(
      this.#cpu,
      [
        'dnsperf',
        ...Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)]),
        // By GET: a POST goes out in two writes, of which the second waits for the first one's acknowledgement.
        ...(this.#mode === 'doh' ? ['-O', `doh-uri=https://${HOST}:${this.#port}${DOH_PATH}`] : []),
      ],
      LIMIT_MS,
    );
    const { answered, failed, lost, elapsedMs } = readDnsperf(stdout);
    if (answered === 0) throw new Error('no reply came');
    return {
      values: {
        perSecond: (answered * 1000) / elapsedMs,
        cpuMicroseconds: cpuMicroseconds / answered,
        peakMiB,
      },
      lost,
      failed,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#folder[Symbol.dispose]();
  }
}
