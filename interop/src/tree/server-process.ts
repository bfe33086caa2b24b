import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './run.ts';

const START_LIMIT_MS = 15_000;
const POLL_MS = 20;
const STOP_LIMIT_MS = 3_000;

/** A server of the tree as it is to be run. */
export interface ServerCommand {
  readonly name: string;
  readonly tree: string;
  /** The tree's user that it runs as. */
  readonly user: string;
  /** What of root's powers that user keeps; none by default. */
  readonly capabilities?: readonly string[];
  readonly command: readonly string[];
  /** The file that its output goes to. */
  readonly log: string;
  /** What it logs once it answers. */
  readonly ready: RegExp;
  /** The CPU to keep to; any by default. */
  readonly cpu?: number;
}

/** A running server; disposing of it ends the process. */
export class ServerProcess implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(process: ChildProcess) {
    this.#process = process;
    this.#ended = once(process, 'exit');
  }

  /** Starts it and waits until it answers. Rejects with the end of its log where it does not. */
  static async start(server: ServerCommand): Promise<ServerProcess> {
    const output = openSync(server.log, 'w');
    const child = spawn('chroot', [server.tree, ...wrapped(server)], { stdio: ['ignore', output, output] });
    closeSync(output);
    await once(child, 'spawn');
    const started = new ServerProcess(child);
    try {
      await started.#waitUntilReady(server);
      return started;
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #waitUntilReady({ name, log, ready }: ServerCommand): Promise<void> {
    const deadline = performance.now() + START_LIMIT_MS;
    while (!ready.test(readFileSync(log, 'utf8'))) {
      const { exitCode, signalCode } = this.#process;
      const ended = exitCode ?? signalCode;
      if (ended !== null) throw new Error(`${name} ended with ${ended}:\n${lastLines(log)}`);
      if (performance.now() > deadline)
        throw new Error(`${name} did not start in ${START_LIMIT_MS} ms:\n${lastLines(log)}`);
      await sleep(POLL_MS);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGTERM');
    const impatience = setTimeout(() => this.#process.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.#ended;
    clearTimeout(impatience);
  }
}

/** Not as root, and never longer than this process lives, however that ends. */
function wrapped({ user, capabilities = [], command, cpu }: ServerCommand): string[] {
  const identity = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs'];
  const kept = capabilities.flatMap((each) => [`--inh-caps=+${each}`, `--ambient-caps=+${each}`]);
  const pinned = cpu === undefined ? [] : ['taskset', '--cpu-list', String(cpu)];
  return ['setpriv', ...identity, ...kept, '--pdeathsig=KILL', '--', ...pinned, ...command];
}
