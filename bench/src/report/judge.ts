import type { Target } from '../../targets.ts';
import type { Cell, ExperimentResult, SuiteResult } from '../run/result.ts';
import { ratioOf, type Spread, spreadOf, troubleOf } from '../run/statistics.ts';

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
  const missing = [target.contender, ...rivalsOf(target)].find((contender) => !isMeasured(cellOf(contender)));
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
  const { kind, metric } = target;
  const ours = cellOf(target.contender);
  if (kind === 'absolute') return spreadOf(ours, metric);
  const isLowerBetter = metrics.find(({ key }) => key === metric)?.better === 'lower';
  const theirs = bestOf(rivalsOf(target).map(cellOf), metric, isLowerBetter);
  if (kind === 'added') return addedTo(ours, theirs, metric);
  return isLowerBetter && kind === 'speed' ? ratioOf(theirs, ours, metric) : ratioOf(ours, theirs, metric);
}

/** Whom a target is held against. */
export function rivalsOf(target: Target): readonly string[] {
  if (target.kind === 'absolute') return [];
  return typeof target.against === 'string' ? [target.against] : target.against;
}

/** The best of those that lost nothing, or of all where each lost something. */
function bestOf(
  cells: readonly (Cell | undefined)[],
  metric: string,
  isLowerBetter: boolean,
): Cell | undefined {
  const known = cells.filter((cell) => cell !== undefined);
  const whole = known.filter((cell) => Object.values(troubleOf(cell)).every((count) => count === 0));
  const figure = (cell: Cell): number => spreadOf(cell, metric)?.median ?? 0;
  const ascending = (whole.length > 0 ? whole : known).toSorted((one, other) => figure(one) - figure(other));
  return ascending.at(isLowerBetter ? 0 : -1);
}

function addedTo(cell: Cell | undefined, base: Cell | undefined, metric: string): Spread | undefined {
  const [ours, theirs] = [spreadOf(cell, metric), spreadOf(base, metric)];
  if (ours === undefined || theirs === undefined) return undefined;
  return { median: ours.median - theirs.median, min: ours.min - theirs.max, max: ours.max - theirs.min };
}

function isMeasured(cell: Cell | undefined): boolean {
  return cell !== undefined && 'samples' in cell;
}
