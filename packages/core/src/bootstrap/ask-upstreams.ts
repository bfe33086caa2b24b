import { AllUpstreamsError, DnsError, NoDataError } from '../errors/index.ts';
import type { Resolver } from '../resolver/index.ts';
import type { Address, Clock, Transport } from '../transport/index.ts';
import { staggered } from '../transport/staggered.ts';
import type { FoundAddresses } from './address-records.ts';

/** How long a bootstrap is waited for before the next one is asked as well. */
const STAGGER_MS = 100;

/**
 * The addresses of a host that the first of a resolver's upstreams to have some gives.
 * Rejects with `NoDataError` where one said that there are none and nobody knew any, else with the only upstream's error
 * or `AllUpstreamsError`.
 */
export function askUpstreams(
  resolver: Resolver,
  upstreams: readonly Transport[],
  { host, type }: { readonly host: string; readonly type: 'A' | 'AAAA' },
  signal: AbortSignal,
  clock: Clock,
): Promise<FoundAddresses> {
  const attempt = async (transport: Transport, signal: AbortSignal): Promise<FoundAddresses> => {
    const { records, ttlSeconds } = await resolver.resolve(host, type, { transport, signal });
    const family = type === 'A' ? 4 : 6;
    return {
      addresses: records.map(({ rdata }): Address => ({ address: rdata.address, family })),
      ttlSeconds,
    };
  };
  return staggered(upstreams, { delayMs: STAGGER_MS, attempt, failure }, signal, clock);
}

function failure(errors: readonly unknown[]): unknown {
  const noData = errors.find((each) => each instanceof NoDataError);
  const foreign = errors.find((each) => !(each instanceof DnsError));
  if (noData !== undefined || foreign !== undefined) return noData ?? foreign;
  return errors.length === 1 ? errors[0] : new AllUpstreamsError(errors as readonly DnsError[]);
}
