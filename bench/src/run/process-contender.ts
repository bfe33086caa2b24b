import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Contender, RunningContender, Sample } from '../model.ts';
import type { Task } from '../tasks.ts';
import { mortal } from './mortal.ts';
import { pinnedTo } from './pinned.ts';

const START_LIMIT_MS = 30_000;
/** What a task may take beyond the time that it names. */
const TASK_LIMIT_MS = 30_000;
const SHOWN_CHARACTERS = 2_000;

/** A contender has not answered in time. */
export class TimeLimitError extends Error {}

/**
 * A contender that lives in a process through all rounds, so that start-up and compilation are not what is measured.
 * It reads a JSON value a line, its settings first and tasks then, and answers each with a line of its own:
 * `{"version": …}`, then `{"sample": …}` or `{"error": …}` a task.
 */
export interface ProcessContenderOptions extends Pick<Contender, 'name' | 'skips' | 'canProfile'> {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The first line that it reads. */
  readonly settings: unknown;
  /** What a task may take in all, where that is not known from the task. */
  readonly taskLimitMs?: number;
}

export function processContender(options: ProcessContenderOptions): Contender {
  const {
    command: _command,
    environment: _environment,
    settings: _settings,
    taskLimitMs: _limit,
    ...rest
  } = options;
  return { ...rest, start: (cpu) => ContenderProcess.start(options, cpu) };
}

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

class ContenderProcess implements RunningContender {
  readonly #name: string;
  readonly #taskLimitMs: number | undefined;
  readonly #process: Process;
  readonly #lines: AsyncIterator<string>;
  #errorOutput = '';
  version = '';

  private constructor({ name, taskLimitMs }: ProcessContenderOptions, process: Process) {
    this.#name = name;
    this.#taskLimitMs = taskLimitMs;
    this.#process = process;
    this.#lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
    process.stderr.on('data', (chunk: Buffer) => {
      this.#errorOutput = `${this.#errorOutput}${chunk}`.slice(-SHOWN_CHARACTERS);
    });
    // A process that ends before it has read: seen as the end of its lines.
    process.stdin.on('error', () => {});
  }

  static async start(options: ProcessContenderOptions, cpu: number | undefined): Promise<ContenderProcess> {
    const [file = '', ...rest] = mortal(pinnedTo(cpu, options.command));
    const env = { ...process.env, ...options.environment };
    const child = spawn(file, rest, { stdio: ['pipe', 'pipe', 'pipe'], env });
    await once(child, 'spawn');
    const started = new ContenderProcess(options, child);
    try {
      const { version } = await started.#ask<{ version: string }>(options.settings, START_LIMIT_MS);
      started.version = version;
      return started;
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
  }

  async measure(task: Task): Promise<Sample> {
    const namedMs = 'durationMs' in task ? task.durationMs : 0;
    const { sample } = await this.#ask<{ sample: Sample }>(
      task,
      this.#taskLimitMs ?? namedMs + TASK_LIMIT_MS,
    );
    return sample;
  }

  async #ask<Answer>(message: unknown, limitMs: number): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new TimeLimitError(`${this.#name} took more than ${limitMs} ms`)),
        limitMs,
      );
    });
    try {
      const line = await Promise.race([this.#lines.next(), tooLate]);
      if (line.done === true) throw new Error(`${this.#name} ended: ${this.#errorOutput.trim()}`);
      const answer = JSON.parse(line.value) as Answer | { error: string };
      if (isError(answer)) throw new Error(answer.error);
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

function isError(answer: unknown): answer is { error: string } {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}
