import type { TLSSocket } from 'node:tls';
import {
  type Connection,
  type ConnectionEvents,
  leaf,
  parseDohEndpoint,
  type PoolLimits,
  type Transport,
  type UpstreamOptions,
} from '@hushdns/core/transport';
import { dialTls, secureContextFor, type TlsProfile, type TrustOptions } from '@hushdns/socket';
import { type DohMethod, dohTarget } from './doh-target.ts';
import { Http1Connection } from './h1-connection.ts';
import type { SessionOpener } from './h2-session.ts';

/** Options of `https()`. By default 2 connections, idle for 25 seconds, 5 seconds to connect. */
export interface HttpsOptions extends UpstreamOptions, TrustOptions {
  /** `POST` by default; `GET` where HTTP caches on the way shall answer. */
  readonly method?: DohMethod;
}

/** IANA: TLS ALPN Protocol IDs (RFC 9113 3.1, RFC 7301 6). */
const HTTP_2 = 'h2';
/** What a server without ALPN speaks, too. */
export const HTTP_1_1 = 'http/1.1';

const DEFAULTS: PoolLimits = {
  maxConnections: 2,
  // What RFC 9113 6.5.2 asks servers to allow at least.
  expectedCapacity: 100,
  // Below the 30 s of dnsdist and Unbound, the least of the common servers.
  idleTimeoutMs: 25_000,
  connectTimeoutMs: 5_000,
};

/**
 * DNS over HTTPS (RFC 8484) by HTTP/2, or by HTTP/1.1 where the server offers nothing else. The server proves to be the
 * endpoint's name or address, or nothing is asked. Takes `https://dns.example/dns-query`, `https://1.1.1.1` (the path
 * is `/dns-query` then), `https://8.8.8.8/dns-query#dns.google` or a bare host; `{?dns}` at the end of the path is
 * passed over. Throws `RangeError` or `TypeError` for what it cannot use.
 */
export function https(upstream: string, options: HttpsOptions = {}): Transport {
  return httpsOver([HTTP_2, HTTP_1_1], upstream, options);
}

/** `https()` with the choice of what to offer to servers. */
export function httpsOver(
  alpnProtocols: readonly string[],
  upstream: string,
  options: HttpsOptions = {},
): Transport {
  const endpoint = parseDohEndpoint(upstream, 'https');
  const target = dohTarget(endpoint, options.method ?? 'POST');
  const secureContext = secureContextFor(options);
  const profile: TlsProfile = { authName: endpoint.authName, alpnProtocols, secureContext };
  let sessions: SessionOpener | undefined;
  return leaf<Link>(
    {
      endpoint,
      secure: true,
      defaults: DEFAULTS,
      dial: async (address, signal) => {
        // While the handshake is under way; whoever asks over other transports alone never loads it.
        const loading = import('./h2.ts');
        const socket = await dialTls(address, endpoint.port, profile, signal);
        if (socket.alpnProtocol !== HTTP_2)
          return { socket, connect: (events) => new Http1Connection(socket, target, events) };
        const { Http2Connection, SessionOpener } = await loading;
        sessions ??= new SessionOpener(target.origin, endpoint.authName);
        const session = await sessions.open(socket, signal);
        return { socket, connect: (events) => new Http2Connection(session, socket, target, events) };
      },
      discard: ({ socket }) => void socket.destroy(),
      connect: ({ connect }, events) => connect(events),
    },
    options,
  );
}

/** A socket whose protocol is settled. */
interface Link {
  readonly socket: TLSSocket;
  readonly connect: (events: ConnectionEvents) => Connection;
}
