import type { ExperimentResult } from '../run/result.ts';
import { ratioOf } from '../run/statistics.ts';

/** By contender and point: which part of the reference's figure it reaches. */
export type Shares = Readonly<Record<string, number>>;

/** What may be lost before it counts. */
const TOLERATED_LOSS = 0.25;

/** The shares of all contenders but the reference; of the first metric, and only where they were measured. */
export function sharesOf(experiments: readonly ExperimentResult[]): Shares {
  const shares: Record<string, number> = {};
  for (const { rows, points, metrics, reference } of experiments) {
    const limit = rows.find(({ contender }) => contender === reference);
    for (const { contender, cells } of rows) {
      if (contender === reference) continue;
      for (const [at, cell] of cells.entries()) {
        const share = ratioOf(cell, limit?.cells[at], metrics[0]?.key ?? '')?.median;
        if (share !== undefined) shares[shareName(contender, points[at])] = Number(share.toFixed(3));
      }
    }
  }
  return shares;
}

/** The least of each share; none that an attempt lacks. */
export function leastOf([first = {}, ...others]: readonly Shares[]): Shares {
  const least: Record<string, number> = {};
  for (const [what, share] of Object.entries(first)) {
    const all = [share, ...others.map((shares) => shares[what] ?? Number.NaN)];
    if (!all.some(Number.isNaN)) least[what] = Math.min(...all);
  }
  return least;
}

export function shareName(contender: string, inFlight: number | string | undefined): string {
  return `${contender}, ${inFlight} in flight`;
}

/** Whether a share is what it was, noise apart. One that could not be measured is not. */
export function isHeld(recorded: number, now: number | undefined): boolean {
  return now !== undefined && now >= recorded * (1 - TOLERATED_LOSS);
}
