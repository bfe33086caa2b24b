import { DnsError, TransportError } from '@hushdns/core/transport';
import {
  type Address,
  type AddressSource,
  type Clock,
  dialAddresses,
  type Endpoint,
} from '@hushdns/core/transport';

/** Finds an endpoint's addresses and dials them. */
export interface EndpointDialer<Connected> {
  readonly endpoint: Endpoint;
  readonly addresses: AddressSource;
  readonly clock: Clock;
  /** Rejects where the address does not answer; frees what it opened when the signal aborts. */
  dial(address: Address, signal: AbortSignal): Promise<Connected>;
  /** Lets go of a connection that came too late. */
  discard(connected: Connected): void;
}

/** A connection to whichever address of the endpoint answers first; rejects with `TransportError` of phase `connect`, or with the signal's reason. */
export async function dialEndpoint<Connected>(
  dialer: EndpointDialer<Connected>,
  signal: AbortSignal,
): Promise<Connected> {
  const { endpoint, clock } = dialer;
  try {
    const addresses = await dialer.addresses(endpoint.host, signal);
    return await dialAddresses(
      addresses,
      dialer.dial.bind(dialer),
      dialer.discard.bind(dialer),
      signal,
      clock,
    );
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
