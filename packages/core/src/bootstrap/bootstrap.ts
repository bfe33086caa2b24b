import { DnsError } from '../errors/index.ts';
import { createResolver, type Resolver } from '../resolver/index.ts';
import type { Address, AddressSource, Clock, Transport } from '../transport/index.ts';

/** How to resolve upstreams' host names. */
export interface BootstrapOptions {
  /** How long that may take, in milliseconds. 5,000 by default. */
  readonly timeoutMs?: number;
  /** Allows encrypted and plain transports side by side. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/**
 * An address source that asks the transports given, tried in this order, for A and AAAA records.
 * IPv6 and IPv4 take turns in what it gives, IPv6 first (RFC 8305 4). Rejects with the error of the A query where
 * neither has an address, with the signal's reason on abort.
 *
 * The transports must be reachable by address themselves. They stay the caller's to close.
 */
export function bootstrap(transports: readonly Transport[], options: BootstrapOptions = {}): AddressSource {
  const resolver = createResolver({ upstream: transports, ...options });
  return async (host, signal) => {
    const [ipv4, ipv6] = await Promise.allSettled([
      addressesOf(resolver, host, 'A', signal),
      addressesOf(resolver, host, 'AAAA', signal),
    ]);
    signal.throwIfAborted();
    const addresses = interleave(valueOf(ipv6), valueOf(ipv4));
    if (addresses.length > 0) return addresses;
    throw ipv4.status === 'rejected' ? ipv4.reason : new DnsError('ENODATA', `${host} has no address`);
  };
}

async function addressesOf(
  resolver: Resolver,
  host: string,
  type: 'A' | 'AAAA',
  signal: AbortSignal,
): Promise<Address[]> {
  const { records } = await resolver.resolve(host, type, { signal });
  return records.map(({ rdata }) => ({ address: rdata.address, family: type === 'A' ? 4 : 6 }));
}

function valueOf(result: PromiseSettledResult<Address[]>): Address[] {
  return result.status === 'fulfilled' ? result.value : [];
}

function interleave(first: readonly Address[], second: readonly Address[]): Address[] {
  const pairs = Array.from({ length: Math.max(first.length, second.length) }, (_, at) => [
    first[at],
    second[at],
  ]);
  return pairs.flat().filter((each) => each !== undefined);
}
