import type { Transport } from '../transport/index.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import type { Member } from './member.ts';
import { combinator } from './strategic-combinator.ts';

/** What `balance` takes. */
export interface BalanceOptions extends CombinatorOptions {
  /** What share of the queries each upstream is to get, one positive number for each: `[3, 1]` for example. Equal by default. */
  readonly weights?: readonly number[];
  /** Numbers from 0 to below 1, for tests. `Math.random` by default. */
  readonly random?: () => number;
}

/**
 * Divides queries among the upstreams by weight, and away from the slow and the busy: two are drawn, and the one with
 * less to do is asked, by its time per answer and the queries that it has (the power of two choices). Both draws may be
 * the same one, so that every upstream gets a part, and equals exactly their weight.
 *
 * Throws `RangeError` for an empty list, weights that are none, and a mix of trust classes without
 * `dangerAllowPlaintext`.
 */
export function balance(upstreams: readonly Transport[], options: BalanceOptions = {}): Combinator {
  const { random = Math.random } = options;
  const weights = checkedWeights(options.weights ?? upstreams.map(() => 1), upstreams.length);
  return combinator('balance', upstreams, options, {
    order: (members) => {
      const loads = loadsOf(members);
      const load = (member: Member): number => loads.get(member) ?? 0;
      const first = drawn(members, weights, random());
      const second = drawn(members, weights, random());
      const chosen = load(second) < load(first) ? second : first;
      const others = members.filter((member) => member !== chosen);
      return [chosen, ...others.toSorted((left, right) => load(left) - load(right))];
    },
  });
}

/** What a further query would make each wait for, in milliseconds; who was never measured is taken to be as fast as the fastest. */
function loadsOf(members: readonly Member[]): ReadonlyMap<Member, number> {
  const known = members.map(({ statistics }) => statistics.srttMs).filter((each) => each !== undefined);
  const fastestMs = known.length === 0 ? 1 : Math.min(...known);
  // A time of 0 would hide the queries under way.
  const load = ({ statistics: { srttMs = fastestMs, inFlight } }: Member): number =>
    Math.max(srttMs, 1) * (inFlight + 1);
  return new Map(members.map((member) => [member, load(member)]));
}

/** The member that a number from 0 to below 1 falls to where each has its weight's part of that range. */
function drawn(members: readonly Member[], weights: readonly number[], number: number): Member {
  const weight = ({ index }: Member): number => weights[index] ?? 0;
  let left = number * members.reduce((sum, member) => sum + weight(member), 0);
  const found = members.find((member) => (left -= weight(member)) < 0);
  // Rounding may leave nobody.
  return found ?? (members.at(-1) as Member);
}

function checkedWeights(weights: readonly number[], count: number): readonly number[] {
  if (weights.length !== count)
    throw new RangeError(`balance: weights has ${weights.length} numbers for ${count} upstreams`);
  for (const [index, weight] of weights.entries()) {
    if (!Number.isFinite(weight) || weight <= 0)
      throw new RangeError(`balance: weights[${index}] is ${weight}, which is not a positive number`);
  }
  return [...weights];
}
