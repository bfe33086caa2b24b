import { DnsError, TransportError } from '../errors/index.ts';
import type { Clock } from './clock.ts';
import type { Address, AddressSource } from './contract.ts';
import { dialAddresses } from './dial-addresses.ts';
import type { Endpoint } from './endpoint.ts';

/** Opens what a protocol's connections stand on. */
export interface Dialer<Link> {
  /** Rejects where the address does not answer; frees what it opened when the signal aborts. */
  dial(address: Address, signal: AbortSignal): Promise<Link>;
  /** Lets go of a link that came too late. */
  discard(link: Link): void;
}

/** A link to whichever address of the endpoint answers first; rejects with `TransportError` of phase `connect`, or with the signal's reason. */
export async function dialEndpoint<Link>(
  endpoint: Endpoint,
  source: AddressSource,
  dialer: Dialer<Link>,
  signal: AbortSignal,
  clock: Clock,
): Promise<Link> {
  const attempt = (address: Address, each: AbortSignal): Promise<Link> => dialer.dial(address, each);
  try {
    const addresses = await source(endpoint.host, signal);
    return await dialAddresses(addresses, attempt, (late) => dialer.discard(late), signal, clock);
  } catch (cause) {
    if (signal.aborted || cause instanceof TransportError) throw cause;
    const { protocol, url } = endpoint;
    const message =
      cause instanceof DnsError ? `the host name was not resolved: ${cause.message}` : messageOf(cause);
    throw new TransportError(message, { phase: 'connect', protocol, endpoint: url, cause });
  }
}

/** OpenSSL's errors hide what happened (`reason`) in a line of its own notation. */
function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'reason' in cause && typeof cause.reason === 'string' ? cause.reason : cause.message;
}
