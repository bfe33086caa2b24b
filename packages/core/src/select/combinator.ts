import type { Clock, Transport, TransportTraits } from '../transport/index.ts';

/** What every combinator of transports takes. */
export interface CombinatorOptions {
  /** Allows encrypted and plain upstreams side by side, so that a query may travel in plaintext. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/**
 * The traits of several transports as one: as strong as the weakest. Throws `RangeError` for an empty list, and for a
 * mix of encrypted and plain ones that the caller did not allow.
 */
export function combinedTraits(
  combinator: string,
  transports: readonly Transport[],
  { dangerAllowPlaintext = false }: CombinatorOptions,
): TransportTraits {
  const [first, ...others] = transports.map(({ traits }) => traits);
  if (first === undefined) throw new RangeError(`${combinator} needs at least one upstream`);
  const all = [first, ...others];
  const plain = all.find(({ encrypted }) => !encrypted);
  if (plain !== undefined && all.some(({ encrypted }) => encrypted) && !dangerAllowPlaintext) {
    throw new RangeError(
      `${combinator} mixes encrypted upstreams with ${plain.endpoint}, which is not: set dangerAllowPlaintext to allow it`,
    );
  }
  return {
    protocol: others.every(({ protocol }) => protocol === first.protocol) ? first.protocol : 'mixed',
    endpoint: `${combinator}(${all.map(({ endpoint }) => endpoint).join(', ')})`,
    encrypted: plain === undefined,
    authenticated: all.every(({ authenticated }) => authenticated),
    maxReplyOctets: Math.min(...all.map(({ maxReplyOctets }) => maxReplyOctets)),
  };
}
