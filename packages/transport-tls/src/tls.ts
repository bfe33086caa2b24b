import { leaf, parseEndpoint, type Transport, type UpstreamOptions, TLS_FORM } from '@hushdns/core/transport';
import {
  dialTls,
  secureContextFor,
  STREAM_LIMITS,
  StreamConnection,
  type TlsProfile,
  type TrustOptions,
} from '@hushdns/socket';

/** Options of `tls()`. By default 2 connections, idle for 8 seconds, 5 seconds to connect. */
export interface TlsOptions extends UpstreamOptions, TrustOptions {}

/** IANA: TLS ALPN Protocol IDs (RFC 7858). */
const ALPN = 'dot';

/**
 * DNS over TLS (RFC 7858) in the strict profile (RFC 8310 5): the server proves to be the endpoint's name or address, or
 * nothing is asked. Takes `tls://1.1.1.1`, `tls://1.1.1.1#cloudflare-dns.com`, `tls://dns.example:853` or a bare host;
 * throws `RangeError` or `TypeError` for what it cannot use.
 */
export function tls(upstream: string, options: TlsOptions = {}): Transport {
  const endpoint = parseEndpoint(upstream, TLS_FORM);
  const secureContext = secureContextFor(options);
  const profile: TlsProfile = { authName: endpoint.authName, alpnProtocols: [ALPN], secureContext };
  return leaf(
    {
      endpoint,
      secure: true,
      defaults: STREAM_LIMITS,
      dial: (address, signal) => dialTls(address, endpoint.port, profile, signal),
      discard: (socket) => void socket.destroy(),
      connect: (socket, events) => new StreamConnection(socket, events),
    },
    options,
  );
}
