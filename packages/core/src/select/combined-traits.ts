import { type Transport, type TransportTraits, trustOf, weakestTrust } from '../transport/index.ts';

/**
 * The traits of several transports as one: as strong as the weakest. Throws `RangeError` for an empty list, and for a
 * mix of trust classes (plain, encrypted, authenticated) that the caller did not allow.
 */
export function combinedTraits(
  combinator: string,
  transports: readonly Transport[],
  dangerAllowPlaintext: boolean,
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

/** Throws `TypeError` for what JavaScript lets through: a URL for example, that is to be made a transport first. */
export function requireTransport(value: unknown, what: string): void {
  if (typeof value === 'object' && value !== null && 'exchange' in value && 'traits' in value) return;
  const shown = typeof value === 'string' ? JSON.stringify(value) : typeof value;
  throw new TypeError(
    `${what} is ${shown}, which is no transport: transports are made by tls(), https() and the like`,
  );
}
