import { createResolver, type Resolver } from '../resolver/index.ts';
import {
  type Address,
  type AddressSource,
  type Clock,
  systemClock,
  type Transport,
} from '../transport/index.ts';

/** How to resolve upstreams' host names. */
export interface BootstrapOptions {
  /** How long that may take, in milliseconds. 5,000 by default. */
  readonly timeoutMs?: number;
  /** Allows encrypted and plain transports side by side. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/** How long one family's addresses wait for the other's (RFC 8305 3). */
const RESOLUTION_DELAY_MS = 50;

/**
 * An address source that asks the transports given, tried in this order, for A and AAAA records.
 * IPv6 and IPv4 take turns in what it gives, IPv6 first (RFC 8305 4); a family that is late by 50 ms is left out.
 * Rejects with the error of the A query where neither has an address, with the signal's reason on abort.
 *
 * The transports must be reachable by address themselves. They stay the caller's to close.
 */
export function bootstrap(transports: readonly Transport[], options: BootstrapOptions = {}): AddressSource {
  const resolver = createResolver({ upstream: transports, ...options });
  const { clock = systemClock } = options;
  return async (host, signal) => {
    const enough = new AbortController();
    const either = AbortSignal.any([signal, enough.signal]);
    const ipv4 = addressesOf(resolver, host, 'A', either);
    const ipv6 = addressesOf(resolver, host, 'AAAA', either);
    const late = Promise.any([ipv4, ipv6]).then(() => elapse(RESOLUTION_DELAY_MS, clock));
    const all = Promise.allSettled([ipv4, ipv6]);
    // Where one fails the other decides; where both do, the error of the A query is the one to show.
    await Promise.race([late, all]).catch(() => all);
    enough.abort();
    const [settled4, settled6] = await all;
    signal.throwIfAborted();
    const addresses = interleave(valueOf(settled6), valueOf(settled4));
    if (addresses.length === 0 && settled4.status === 'rejected') throw settled4.reason;
    return addresses;
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

function elapse(durationMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.startTimer(durationMs, resolve);
  });
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
