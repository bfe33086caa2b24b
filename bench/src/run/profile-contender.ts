import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment, Suite } from '../model.ts';
import { type CpuProfile, cpuTable, type HeapProfile, heapTable } from '../report/profile-tables.ts';
import { cpusOfTheTwoSides } from './pinned.ts';

const FOLDER = join(import.meta.dirname, '../../profiles');
const DURATION_MS = 3_000;
/** The point that is profiled where an experiment has it: in flight. */
const USUAL_POINT = 100;

export interface ProfileOptions {
  /** Of the contender. */
  readonly name: string;
  /** Which of the experiment's points; 100, or the last, by default. */
  readonly point?: string;
}

/**
 * Writes a CPU and a heap profile of one contender in the first experiment that has it, and tells what was dearest.
 * Rejects, with the names that there are, where it is unknown or cannot be profiled.
 */
export async function profileContender(suite: Suite, options: ProfileOptions): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const cpus = cpusOfTheTwoSides();
  const { experiments } = await suite.open({ stack, cpus });
  const { experiment, contender } = find(suite, experiments, options.name);
  const point = pointOf(experiment, options.point);
  const running = stack.use(await contender.start(cpus.client));
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${suite.name}-${contender.name}-${point.at}`.replaceAll(/[^\w.-]+/g, '-'));
  // The first time is for the compiler.
  await running.measure(point.task);
  const longer = 'durationMs' in point.task ? { durationMs: DURATION_MS } : {};
  await running.measure({ ...point.task, ...longer, profile: path });
  const cpu = JSON.parse(readFileSync(`${path}.cpuprofile`, 'utf8')) as CpuProfile;
  const heap = JSON.parse(readFileSync(`${path}.heapprofile`, 'utf8')) as HeapProfile;
  const heading = `${contender.name}, ${suite.name}: ${experiment.title}, ${experiment.axis} ${point.at}`;
  return [heading, cpuTable(cpu), heapTable(heap), `${path}.{cpu,heap}profile`].join('\n\n');
}

function find(suite: Suite, experiments: readonly Experiment[], name: string) {
  for (const experiment of experiments) {
    const contender = experiment.contenders.find((contender) => contender.name === name);
    if (contender?.canProfile === true) return { experiment, contender };
  }
  const known = experiments.flatMap(({ contenders }) =>
    contenders.filter(({ canProfile }) => canProfile === true).map((contender) => contender.name),
  );
  throw new RangeError(
    `${suite.name} cannot profile ${name}; it can: ${[...new Set(known)].join(', ') || 'none'}`,
  );
}

function pointOf({ axis, points }: Experiment, wanted: string | undefined): Experiment['points'][number] {
  const point =
    wanted === undefined
      ? (points.find(({ at }) => at === USUAL_POINT) ?? points.at(-1))
      : points.find(({ at }) => String(at) === wanted);
  if (point === undefined)
    throw new RangeError(`no point ${wanted} (${axis}); there are ${points.map(({ at }) => at).join(', ')}`);
  return point;
}
