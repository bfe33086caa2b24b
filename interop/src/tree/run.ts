import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

const SHOWN_LINES = 25;

export interface RunOptions {
  /** The file that its output is added to. */
  readonly log: string;
  /** What to do where it fails. */
  readonly advice: string;
}

/** Runs a command to its end. Throws, with the last lines of its output and the advice, where it fails. */
export function run(command: string, commandArguments: readonly string[], { log, advice }: RunOptions): void {
  const output = openSync(log, 'a');
  const { status, error } = spawnSync(command, commandArguments, { stdio: ['ignore', output, output] });
  closeSync(output);
  if (status === 0) return;
  const why = error?.message ?? `exit code ${status}`;
  throw new Error(`${command} failed (${why}). ${advice}\n${lastLines(log)}`);
}

/** The end of a log. */
export function lastLines(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
}
