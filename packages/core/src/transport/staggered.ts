import { onAbort } from './abort-listeners.ts';
import type { Clock, Timer } from './clock.ts';

/** How each of several things is tried, of which one has to succeed. */
export interface Attempts<Item, Result> {
  /** How long an attempt is waited for before the next one starts beside it, in milliseconds; with 0 all start at once. */
  readonly delayMs: number;
  /** Rejects where it fails; frees what it holds when the signal aborts. */
  readonly attempt: (item: Item, signal: AbortSignal) => Promise<Result>;
  /** Lets go of a result that came too late. */
  readonly discard?: (late: Result) => void;
  /** What to reject with where all failed, each with its error in the order of the items: the first of them by default. */
  readonly failure?: (errors: readonly unknown[]) => unknown;
}

/** Made once: nobody is told but attempts that lost. */
const NOT_NEEDED = new Error('another attempt was faster');

/**
 * Tries several items and gives the first result: attempts start one after the other, `delayMs` apart or as soon as the
 * one before failed, and the losers are aborted, or discarded where they had succeeded already.
 * Rejects where all fail, and at once with the signal's reason on abort. There must be at least one item.
 */
export function staggered<Item, Result>(
  items: readonly Item[],
  { delayMs, attempt, discard, failure = ([first]) => first }: Attempts<Item, Result>,
  signal: AbortSignal | undefined,
  clock: Clock,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    signal?.throwIfAborted();
    const others = new AbortController();
    const errors: unknown[] = [];
    let started = 0;
    let failed = 0;
    let timer: Timer | undefined;
    const end = (settle: () => void, reason: unknown): void => {
      timer?.cancel();
      stopListening?.();
      settle();
      others.abort(reason);
    };
    const startNext = (): void => {
      timer?.cancel();
      if (started === items.length) return;
      const index = started++;
      if (started < items.length && delayMs > 0) timer = clock.startTimer(delayMs, startNext);
      attempt(items[index] as Item, others.signal).then(won, (error: unknown) => lost(index, error));
      if (delayMs === 0 && !others.signal.aborted) startNext();
    };
    const won = (result: Result): void => {
      if (others.signal.aborted) discard?.(result);
      else end(() => resolve(result), NOT_NEEDED);
    };
    const lost = (index: number, error: unknown): void => {
      if (others.signal.aborted) return;
      errors[index] = error;
      if (++failed === items.length) end(() => reject(failure(errors)), NOT_NEEDED);
      else startNext();
    };
    const stopListening =
      signal && onAbort(signal, () => end(() => reject(signal.reason as Error), signal.reason));
    startNext();
  });
}
