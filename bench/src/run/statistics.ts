import { max, median, min } from 'simple-statistics';
import type { Cell } from './result.ts';

/** A figure over the rounds of a run. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A metric of one cell; undefined where it has no samples or none of that metric. */
export function spreadOf(cell: Cell | undefined, metric: string): Spread | undefined {
  return spread(valuesOf(cell, metric));
}

/**
 * A metric of a cell in proportion to that of another, round by round: what slowed a whole round down is in both
 * halves of its ratio. Undefined where no round has both.
 */
export function ratioOf(
  cell: Cell | undefined,
  reference: Cell | undefined,
  metric: string,
): Spread | undefined {
  const values = valuesOf(cell, metric);
  const references = valuesOf(reference, metric);
  return spread(values.map((value, round) => value / (references[round] ?? Number.NaN)));
}

function valuesOf(cell: Cell | undefined, metric: string): readonly number[] {
  if (cell === undefined || !('samples' in cell)) return [];
  return cell.samples.map((sample) => sample?.values[metric] ?? Number.NaN);
}

function spread(values: readonly number[]): Spread | undefined {
  const known = values.filter((value) => Number.isFinite(value));
  if (known.length === 0) return undefined;
  return { median: median(known), min: min(known), max: max(known) };
}

/** How many questions of a cell had no answer or a wrong one, in all rounds. */
export function troubleOf(cell: Cell): { readonly lost: number; readonly failed: number } {
  if (!('samples' in cell)) return { lost: 0, failed: 0 };
  let lost = 0;
  let failed = 0;
  for (const sample of cell.samples) {
    lost += sample?.lost ?? 0;
    failed += sample?.failed ?? 0;
  }
  return { lost, failed };
}
