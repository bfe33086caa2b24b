import type { Transport } from '../transport/index.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import { combinator } from './strategic-combinator.ts';

/**
 * Asks the first upstream, and the next one only where that failed. The time that is left is divided evenly among those
 * not asked yet, so that a silent one leaves the others their chance.
 *
 * Throws `RangeError` for an empty list, and for a mix of trust classes without `dangerAllowPlaintext`.
 */
export function fallback(upstreams: readonly Transport[], options: CombinatorOptions = {}): Combinator {
  return combinator('fallback', upstreams, options, { order: (members) => members });
}
