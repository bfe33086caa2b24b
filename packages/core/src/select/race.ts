import type { Transport } from '../transport/index.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import { staggered } from './staggered.ts';
import { combinator } from './strategic-combinator.ts';

/** What `race` takes. */
export interface RaceOptions extends CombinatorOptions {
  /** How long each upstream is waited for before the next one is asked as well, in milliseconds. 0 asks all at once. 250 by default. */
  readonly staggerMs?: number;
}

/** As addresses are raced (RFC 8305 5): few queries go out twice, and a silent upstream costs little time. */
const DEFAULT_STAGGER_MS = 250;

/**
 * Asks the first upstream, and each further one `staggerMs` after the one before or as soon as that failed. The first
 * answer wins, and the other queries are cancelled. Every upstream may learn of every name, and has its turn whatever
 * it did before.
 *
 * Throws `RangeError` for an empty list, a `staggerMs` that is no time, and a mix of trust classes without
 * `dangerAllowPlaintext`.
 */
export function race(upstreams: readonly Transport[], options: RaceOptions = {}): Combinator {
  const { staggerMs = DEFAULT_STAGGER_MS } = options;
  if (!Number.isFinite(staggerMs) || staggerMs < 0)
    throw new RangeError(`race: staggerMs is ${staggerMs}, which is neither 0 nor a positive number`);
  return combinator('race', upstreams, options, {
    order: (members) => members,
    ask: staggered(staggerMs),
    // One that fails at once costs no time, and one that is silent loses: neither needs to be taken out of turn.
    failuresToOpen: Infinity,
  });
}
