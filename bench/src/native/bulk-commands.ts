import { bulkNames, nameList } from '../bulk-names.ts';
import { type BulkOutcome, bulkSample } from '../bulk-values.ts';
import type { Contender, RunningContender, Sample } from '../model.ts';
import type { BulkTask, Task } from '../tasks.ts';
import { type TimedOutput, timedCommand } from './timed-command.ts';
import { treeFolder, type TreeFolder } from './tree-folder.ts';
import { treeVersion } from './tree-version.ts';

/** Beyond what the task allows. */
const START_LIMIT_MS = 10_000;
/** With the system's own, bursts are lost here and not on the way. */
const BUFFER_KIBIBYTES = 4_096;

/** As run/mortal.ts, of those whom a shell starts. */
const MORTAL = 'setpriv --pdeathsig=KILL';

/** Where the server is that answers every name, and with what. */
export interface BulkServer {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

interface BulkCommand {
  readonly name: string;
  readonly package: string;
  /** A line of the file that the command reads. */
  readonly line: (name: string) => string;
  readonly command: (namesFile: string) => readonly string[];
  readonly read: (output: TimedOutput) => Pick<BulkOutcome, 'answered' | 'failed' | 'elapsedMs'>;
}

/** How fast the server is when the client is native code and reads no answer. */
export function dnsperfBulk({ host, port }: BulkServer, inFlight: number): Contender {
  const options = { s: host, p: port, n: 1, b: BUFFER_KIBIBYTES, q: inFlight, c: 1, T: 1 };
  return bulkCommand({
    name: `dnsperf, ${inFlight} in flight`,
    package: 'dnsperf',
    line: (name) => `${name} A\n`,
    command: (namesFile) => [
      'dnsperf',
      ...Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)]),
      '-d',
      namesFile,
    ],
    read: ({ stdout }) => readDnsperf(stdout),
  });
}

/** What dnsperf tells of its run. */
export function readDnsperf(stdout: string): ReturnType<BulkCommand['read']> & { readonly lost: number } {
  const figure = (label: string): number => {
    const text = new RegExp(`${label}:\\s+([\\d.]+)`).exec(stdout)?.[1];
    if (text === undefined) throw new Error(`dnsperf tells nothing of ${label}`);
    return Number(text);
  };
  // Absent where there was none.
  const answered = Number(/Response codes:.*\bNOERROR (\d+)/.exec(stdout)?.[1] ?? 0);
  return {
    answered,
    failed: figure('Queries completed') - answered,
    lost: figure('Queries lost'),
    elapsedMs: figure('Run time \\(s\\)') * 1000,
  };
}

/** A shell's way: several kdig at a time, each with many names. */
export function kdigBulk(
  { host, port, address }: BulkServer,
  { processes, namesEach }: KdigShell,
): Contender {
  return bulkCommand({
    name: `kdig, ${processes} processes`,
    package: 'knot-dnsutils',
    line: (name) => `${name}\n`,
    command: (namesFile) => {
      const xargs = `${MORTAL} xargs --arg-file=${namesFile} --max-procs=${processes} --max-args=${namesEach}`;
      // A name without an answer is for us to count, and no reason to fail.
      return ['sh', '-c', `${xargs} ${MORTAL} kdig @${host} -p ${port} +short || true`];
    },
    read: ({ stdout, elapsedMs }) => ({ ...readKdig(stdout, address), elapsedMs }),
  });
}

interface KdigShell {
  readonly processes: number;
  readonly namesEach: number;
}

/** With `+short`, kdig prints each answer on a line, and what went wrong behind `;;`. */
export function readKdig(stdout: string, address: string): Pick<BulkOutcome, 'answered' | 'failed'> {
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  const answered = lines.filter((line) => line === address).length;
  return { answered, failed: lines.length - answered };
}

function bulkCommand(command: BulkCommand): Contender {
  return { name: command.name, start: async (cpu) => new RunningCommand(command, cpu) };
}

class RunningCommand implements RunningContender {
  readonly #command: BulkCommand;
  readonly #cpu: number | undefined;
  readonly #folder: TreeFolder = treeFolder();
  readonly #files = new Map<number, string>();
  readonly version: string;

  constructor(command: BulkCommand, cpu: number | undefined) {
    this.#command = command;
    this.#cpu = cpu;
    this.version = treeVersion(command.package);
  }

  async measure(task: Task): Promise<Sample> {
    if (task.kind !== 'bulk') throw new RangeError(`no bulk: ${task.kind}`);
    const command = this.#command.command(this.#namesFile(task));
    const output = await timedCommand(this.#cpu, command, task.limitMs + START_LIMIT_MS);
    return bulkSample({ ...output, ...this.#command.read(output), names: task.names });
  }

  #namesFile({ names }: BulkTask): string {
    const known = this.#files.get(names);
    if (known !== undefined) return known;
    const text = Array.from(bulkNames(names, nameList()), this.#command.line).join('');
    const file = this.#folder.write(String(names), text);
    this.#files.set(names, file);
    return file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#folder[Symbol.dispose]();
  }
}
