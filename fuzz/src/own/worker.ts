/** A thread of its own for inputs, so that one that hangs or takes all memory can be ended from outside. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Target } from '../target.ts';
import { examine, findingOf } from './examine.ts';
import type { ExamineTask, Job, Report } from './jobs.ts';
import { Progress } from './progress.ts';
import { run } from './run.ts';

const { targetsModule, progress: buffer, task } = workerData as Job;
const progress = new Progress(buffer);
const { targets } = (await import(targetsModule)) as { targets: readonly Target[] };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows, not for ports
const say = (report: Report): void => parentPort?.postMessage(report);
if (task.kind === 'run') await run(task, targets, progress, say);
else await examineOne(task);

async function examineOne({ target: name, input }: ExamineTask): Promise<void> {
  const target = targets.find((each) => each.name === name);
  if (target === undefined) throw new RangeError(`no target is called ${name}`);
  progress.tick();
  const finding = await findingOf(target, input, true, () => progress.tick());
  if (finding !== undefined) say({ kind: 'finding', finding });
  else say({ kind: 'outcome', outcome: examine(target, input, false) });
}
