import type { RecordType } from '../rdata/index.ts';
import type { ResolveOptions } from '../resolver/index.ts';
import type { BulkOptions, BulkProgress } from './bulk-run.ts';

const DEFAULT_MAX_IN_FLIGHT = 1_000;
const DEFAULT_ROUNDS = 3;

/** The options of a run with their defaults. */
export interface RunOptions {
  readonly type: RecordType;
  readonly ordered: boolean;
  readonly maxInFlight: number;
  /** Infinity for no limit. */
  readonly maxPerSecond: number;
  readonly rounds: number;
  readonly total: number | undefined;
  readonly onProgress: ((progress: BulkProgress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
  /** What goes to `resolve()` with each name. */
  readonly resolve: ResolveOptions;
}

/** Throws `RangeError` for what cannot be used. */
export function checkedOptions(source: unknown, options: BulkOptions): RunOptions {
  const { type, ordered, maxInFlight, maxPerSecond, rounds, total, onProgress, signal, ...resolve } = options;
  if (maxPerSecond !== undefined && !(maxPerSecond > 0))
    throw new RangeError(`maxPerSecond is ${maxPerSecond}, which is not a positive number`);
  if (total !== undefined && !(Number.isSafeInteger(total) && total >= 0))
    throw new RangeError(`total is ${total}, which is no number of names`);
  return {
    type: type ?? 'A',
    ordered: ordered ?? false,
    maxInFlight: checkedCount('maxInFlight', maxInFlight ?? DEFAULT_MAX_IN_FLIGHT),
    maxPerSecond: maxPerSecond ?? Infinity,
    rounds: checkedCount('rounds', rounds ?? DEFAULT_ROUNDS),
    total: total ?? sizeOf(source),
    onProgress,
    signal,
    // What is lost is asked again after the others, not at once.
    resolve: { tries: 1, ...resolve },
  };
}

function checkedCount(option: string, count: number): number {
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new RangeError(`${option} is ${count}, which is not a whole number from 1 on`);
}

/** How many items an array, a Set or a Map has. */
function sizeOf(source: unknown): number | undefined {
  const { length, size } = Object(source) as { readonly length?: unknown; readonly size?: unknown };
  return [length, size].find((each) => typeof each === 'number');
}
