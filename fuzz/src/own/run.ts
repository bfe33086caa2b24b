import type { Target } from '../target.ts';
import type { Report, RunTask } from './jobs.ts';
import { Lane } from './lane.ts';
import { usedOctets } from './measure.ts';
import type { Progress } from './progress.ts';

/** How many inputs of a target of weight 1 are tried in a row. */
const SLICE = 32;
const REPORT_MS = 1000;
/** Weighing collects garbage several times. */
const WEIGH_MS = 5000;
/** What compiled code and the heap's own tables may grow by while inputs come and go. */
const MAX_GROWTH_OCTETS = 24 * 1024 * 1024;

/** Tries inputs of the targets by turns until there were as many as wanted, or the time is over. */
export async function run(
  task: RunTask,
  targets: readonly Target[],
  progress: Progress,
  say: (report: Report) => void,
): Promise<void> {
  // Stacks are most of what an error costs; a finding is made again with one.
  Error.stackTraceLimit = 0;
  const lanes = task.lanes.map(({ tally, next }, place) => {
    const target = targets.find(({ name }) => name === tally.target);
    if (target === undefined) throw new RangeError(`no target is called ${tally.target}`);
    return new Lane(target, { seed: task.seed, tally, next }, place, progress, say);
  });
  const report = (): void => {
    say({ kind: 'state', lanes: lanes.map(({ tally, next }) => ({ tally, next })) });
  };

  let baseline: number | undefined;
  let reportedMs = Date.now();
  let weighedMs = reportedMs;
  for (let left = task.inputs; left > 0 && Date.now() < task.untilMs;) {
    const open = lanes.filter((lane) => lane.open);
    if (open.length === 0) break;
    for (const lane of open) {
      const slice = Math.min(SLICE * lane.target.weight, left);
      await lane.advance(slice);
      left -= slice;
    }
    if (Date.now() < reportedMs + REPORT_MS) continue;
    report();
    reportedMs = Date.now();
    if (reportedMs < weighedMs + WEIGH_MS || open.some(({ inSeeds }) => inSeeds)) continue;
    for (const lane of open) await lane.weigh();
    baseline ??= usedOctets();
    weighedMs = Date.now();
  }
  const growth = baseline === undefined ? 0 : usedOctets() - baseline;
  if (growth > MAX_GROWTH_OCTETS) say({ kind: 'growth', octets: growth });
  report();
}
