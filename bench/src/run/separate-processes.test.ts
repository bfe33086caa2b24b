import { expect, it } from 'vitest';
import type { Contender, Sample } from '../model.ts';
import type { Task } from '../tasks.ts';
import { freshProcess } from './fresh-process.ts';
import { separateProcesses } from './separate-processes.ts';

const task = (count: number): Task => ({ kind: 'memory', count });

/** Tells which of its processes measured. */
function counting(): { readonly contender: Contender; readonly ended: number[] } {
  let started = 0;
  const ended: number[] = [];
  const start: Contender['start'] = () => {
    const process = ++started;
    return Promise.resolve({
      version: '1',
      measure: (): Promise<Sample> => Promise.resolve({ values: { process }, lost: 0, failed: 0 }),
      [Symbol.asyncDispose]: async () => void ended.push(process),
    });
  };
  return { contender: { name: 'counting', start }, ended };
}

async function processesOf(contender: Contender, tasks: readonly Task[]): Promise<(number | undefined)[]> {
  await using running = await contender.start(undefined);
  const processes: (number | undefined)[] = [];
  for (const each of tasks) processes.push((await running.measure(each)).values['process']);
  return processes;
}

it('keeps a process for each kind of tasks, and ends them all', async () => {
  const { contender, ended } = counting();
  const separate = separateProcesses(contender, (each) => String(each.kind === 'memory' && each.count));
  expect(await processesOf(separate, [task(1), task(2), task(1)])).toEqual([1, 2, 1]);
  expect(ended).toEqual([1, 2]);
});

it('gives every task a process of its own, and ends it', async () => {
  const { contender, ended } = counting();
  expect(await processesOf(freshProcess(contender), [task(1), task(1)])).toEqual([2, 3]);
  expect(ended).toEqual([1, 2, 3]);
});
