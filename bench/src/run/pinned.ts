import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Cpus } from '../model.ts';

/** Client and server a CPU each, where there are two and `taskset` is here. */
export function cpusOfTheTwoSides(): Cpus {
  const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;
  return canPin ? { client: 0, server: 1 } : { client: undefined, server: undefined };
}

/** The command, kept to a CPU where one is given. */
export function pinnedTo(cpu: number | undefined, command: readonly string[]): readonly string[] {
  return cpu === undefined ? command : ['taskset', '--cpu-list', String(cpu), ...command];
}
