import type { Transport } from '../transport/index.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import type { Member } from './member.ts';
import { combinator } from './strategic-combinator.ts';

/** What `fastest` takes. */
export interface FastestOptions extends CombinatorOptions {
  /** Numbers from 0 to below 1, for tests. `Math.random` by default. */
  readonly random?: () => number;
}

/**
 * Asks the upstream that answers soonest, by a smoothed time that is forgotten by 2% a second: so a slow one is tried
 * again in the end. Those never measured come first, and equals in random order. One that failed gets no query but a
 * repetition in the background, until it has answered that.
 *
 * Throws `RangeError` for an empty list, and for a mix of trust classes without `dangerAllowPlaintext`.
 */
export function fastest(upstreams: readonly Transport[], options: FastestOptions = {}): Combinator {
  const { random = Math.random } = options;
  return combinator('fastest', upstreams, options, {
    order: (members, _query, nowMs) => {
      const costs = new Map(members.map((member) => [member, member.statistics.costMs(nowMs)]));
      const cost = (member: Member): number => costs.get(member) ?? 0;
      return shuffled(members, random).toSorted((left, right) => cost(left) - cost(right));
    },
    // The next one is as good but for some milliseconds, and a probe brings this one back within a second.
    failuresToOpen: 1,
  });
}

/** In an order that is any with the same probability (Fisher and Yates). */
function shuffled(members: readonly Member[], random: () => number): Member[] {
  const order = [...members];
  for (let left = order.length; left > 1;) {
    const drawn = Math.floor(random() * left--);
    [order[drawn], order[left]] = [order[left] as Member, order[drawn] as Member];
  }
  return order;
}
