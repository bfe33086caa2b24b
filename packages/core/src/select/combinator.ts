import type { Observer } from '../observe/index.ts';
import {
  type Clock,
  type Transport,
  type TransportTraits,
  trustOf,
  weakestTrust,
} from '../transport/index.ts';

/** What every combinator of transports takes. */
export interface CombinatorOptions {
  /** Allows upstreams of which one protects queries less than another, so that a query may travel in plaintext. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** Is told how the upstreams fare. Nobody by default. */
  readonly observe?: Observer;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/**
 * The traits of several transports as one: as strong as the weakest. Throws `RangeError` for an empty list, and for a
 * mix of trust classes (plain, encrypted, authenticated) that the caller did not allow.
 */
export function combinedTraits(
  combinator: string,
  transports: readonly Transport[],
  { dangerAllowPlaintext = false }: CombinatorOptions,
): TransportTraits {
  const [first, ...others] = transports.map(({ traits }) => traits);
  if (first === undefined) throw new RangeError(`${combinator} needs at least one upstream`);
  const all = [first, ...others];
  const trust = weakestTrust(trustOf(first), ...others.map(trustOf));
  const weakest = all.find((each) => trustOf(each) === trust) ?? first;
  if (all.some((each) => trustOf(each) !== trust) && !dangerAllowPlaintext) {
    const protection = weakest.encrypted ? 'authenticated' : 'encrypted';
    throw new RangeError(
      `${combinator} mixes ${protection} upstreams with ${weakest.endpoint}, which is not: set dangerAllowPlaintext to allow it`,
    );
  }
  return {
    protocol: others.every(({ protocol }) => protocol === first.protocol) ? first.protocol : 'mixed',
    endpoint: `${combinator}(${all.map(({ endpoint }) => endpoint).join(', ')})`,
    encrypted: weakest.encrypted,
    authenticated: weakest.authenticated,
    maxReplyOctets: Math.min(...all.map(({ maxReplyOctets }) => maxReplyOctets)),
  };
}
