/** The process of one contender on Node: settings in, then tasks; a line out for each (see process-contender.ts). */
import { createInterface } from 'node:readline';
import type { Task } from '../tasks.ts';
import type { Open } from './contender.ts';
import { profiled } from './profile.ts';

const [, , module = ''] = process.argv;
const { open } = (await import(`../contenders/${module}.ts`)) as { open: Open };
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

const settings = await lines.next();
if (settings.done !== true) {
  const contender = await open(JSON.parse(settings.value));
  answer({ version: contender.version });
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    const task = JSON.parse(line.value) as Task;
    try {
      answer({ sample: await profiled(task.profile, () => contender.measure(task)) });
    } catch (error) {
      answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}
process.exit();

function answer(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
