import type { Target } from '../../targets.ts';
import type { Cell, ExperimentResult, SuiteResult } from '../run/result.ts';
import { ratioOf, type Spread, spreadOf } from '../run/statistics.ts';

/** What a run says of a target. */
export type Verdict =
  | { readonly kind: 'met' | 'missed'; readonly measured: Spread }
  /** What is missing for it: a suite, a contender that does not exist yet. */
  | { readonly kind: 'unmeasured'; readonly missing: string };

/** Holds a target against the results. It goes by the median. */
export function judge(target: Target, results: readonly SuiteResult[]): Verdict {
  const { suite, experiment: name, point } = target;
  const experiment = results
    .find((result) => result.suite === suite)
    ?.experiments.find((experiment) => experiment.name === name);
  if (experiment === undefined) return { kind: 'unmeasured', missing: `${suite}: ${name}` };
  const at = experiment.points.indexOf(point);
  const cellOf = (contender: string): Cell | undefined =>
    experiment.rows.find((row) => row.contender === contender)?.cells[at];
  const missing = [target.contender, ...('against' in target ? [target.against] : [])].find(
    (contender) => !isMeasured(cellOf(contender)),
  );
  if (missing !== undefined) return { kind: 'unmeasured', missing: `${missing} at ${point}` };
  const measured = measure(target, experiment, cellOf);
  if (measured === undefined) return { kind: 'unmeasured', missing: target.metric };
  const { atLeast = -Infinity, atMost = Infinity } = target;
  return { kind: measured.median >= atLeast && measured.median <= atMost ? 'met' : 'missed', measured };
}

function measure(
  target: Target,
  { metrics }: ExperimentResult,
  cellOf: (contender: string) => Cell | undefined,
): Spread | undefined {
  const { contender, metric } = target;
  if (!('against' in target)) return spreadOf(cellOf(contender), metric);
  if (target.kind === 'added') return addedTo(cellOf(contender), cellOf(target.against), metric);
  const isLowerBetter = metrics.find(({ key }) => key === metric)?.better === 'lower';
  return isLowerBetter && target.kind === 'speed'
    ? ratioOf(cellOf(target.against), cellOf(contender), metric)
    : ratioOf(cellOf(contender), cellOf(target.against), metric);
}

function addedTo(cell: Cell | undefined, base: Cell | undefined, metric: string): Spread | undefined {
  const [ours, theirs] = [spreadOf(cell, metric), spreadOf(base, metric)];
  if (ours === undefined || theirs === undefined) return undefined;
  return { median: ours.median - theirs.median, min: ours.min - theirs.max, max: ours.max - theirs.min };
}

function isMeasured(cell: Cell | undefined): boolean {
  return cell !== undefined && 'samples' in cell;
}
