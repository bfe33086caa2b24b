import { BENCH_ADDRESS, benchNames } from '../bench-zone.ts';
import { HOST, type ServerSettings } from '../contenders/server-settings.ts';
import type { Contender, RunningContender, Sample } from '../model.ts';
import type { Task } from '../tasks.ts';
import { readKdig } from './bulk-commands.ts';
import { timedCommand } from './timed-command.ts';
import { treeFolder, type TreeFolder } from './tree-folder.ts';
import { treeVersion } from './tree-version.ts';

const LIMIT_MS = 20_000;
const SHOWN_CHARACTERS = 200;
/** So many that the handshake is little beside them; in a second or so. */
const QUESTIONS = 8_192;

export interface KdigSettings extends ServerSettings {
  readonly protocol: 'tls' | 'quic';
}

/** kdig with all its questions on one command line, one after the other over one connection. */
export function kdig(settings: KdigSettings): Contender {
  return {
    name: 'kdig',
    skips: (task) => {
      if (task.kind !== 'throughput') return 'asks at its own pace';
      return task.inFlight === 1 ? undefined : 'asks one question at a time';
    },
    start: async (cpu) => new Kdig(settings, cpu),
  };
}

class Kdig implements RunningContender {
  readonly #cpu: number | undefined;
  readonly #folder: TreeFolder = treeFolder();
  readonly #command: readonly string[];
  readonly version: string = treeVersion('knot-dnsutils');

  constructor({ protocol, port, ca, authName }: KdigSettings, cpu: number | undefined) {
    this.#cpu = cpu;
    const caFile = this.#folder.write('ca.pem', ca);
    const names = Array.from({ length: QUESTIONS }, (_, at) => benchNames[at % benchNames.length] as string);
    const trust = [`+tls-ca=${caFile}`, `+tls-hostname=${authName}`];
    const options = [`@${HOST}`, '-p', String(port), '+short', '+keepopen', `+${protocol}`, ...trust];
    this.#command = ['kdig', ...options, ...names];
  }

  async measure(task: Task): Promise<Sample> {
    if (task.kind !== 'throughput') throw new RangeError(`no load: ${task.kind}`);
    const { stdout, elapsedMs, cpuMicroseconds, peakMiB } = await timedCommand(
      this.#cpu,
      this.#command,
      LIMIT_MS,
    );
    const { answered } = readKdig(stdout, BENCH_ADDRESS);
    if (answered === 0) throw new Error(`no reply came: ${stdout.slice(0, SHOWN_CHARACTERS)}`);
    return {
      values: {
        perSecond: (answered * 1000) / elapsedMs,
        cpuMicroseconds: cpuMicroseconds / answered,
        peakMiB,
      },
      lost: 0,
      failed: QUESTIONS - answered,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#folder[Symbol.dispose]();
  }
}
