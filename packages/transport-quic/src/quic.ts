import {
  type Clock,
  type Connection,
  type ConnectionEvents,
  leaf,
  parseEndpoint,
  type PoolLimits,
  type Transport,
  type UpstreamOptions,
  QUIC_FORM,
} from '@hushdns/core/transport';
import type { QuicConnection } from '@hushdns/quic-engine';
import { trustedAuthorities, type TrustOptions } from '@hushdns/socket';
import { CAUTIOUS_SPAN } from './spans.ts';

/** Options of `quic()`. By default 4 connections, idle for 8 seconds, 5 seconds to connect. */
export interface QuicOptions extends UpstreamOptions, TrustOptions {}

const ALPN = 'doq';

const DEFAULTS: PoolLimits = {
  maxConnections: 4,
  expectedCapacity: CAUTIOUS_SPAN,
  idleTimeoutMs: 8_000,
  connectTimeoutMs: 5_000,
};

/**
 * DNS over QUIC (RFC 9250): a stream for each query, and a server that proves to be the endpoint's name or address
 * (RFC 8310 5), or nothing is asked. Takes `quic://dns.adguard-dns.com`, `quic://94.140.14.14#dns.adguard-dns.com` or a
 * bare host; throws `RangeError` or `TypeError` for what it cannot use. The QUIC engine is loaded with the first query.
 */
export function quic(upstream: string, options: QuicOptions = {}): Transport {
  const endpoint = parseEndpoint(upstream, QUIC_FORM);
  const { connectTimeoutMs = DEFAULTS.connectTimeoutMs } = options;
  const authorities = trustedAuthorities(options.ca)?.map(({ raw }) => raw);
  return leaf<Link>(
    {
      endpoint,
      secure: true,
      defaults: DEFAULTS,
      dial: async ({ address }, signal) => {
        const { connect, DoqConnection } = await import('./doq.ts');
        const quic = await connect({
          address,
          port: endpoint.port,
          serverName: endpoint.authName,
          alpn: [ALPN],
          ...(authorities === undefined ? {} : { ca: authorities }),
          handshakeTimeoutMs: connectTimeoutMs,
          ref: false,
          signal,
        });
        return { quic, connect: (events, clock) => new DoqConnection(quic, events, clock) };
      },
      discard: ({ quic }) => void quic.close(),
      connect: ({ connect }, events, clock) => connect(events, clock),
    },
    options,
  );
}

/** An open connection, and what makes it one of DoQ: loaded by then. */
interface Link {
  readonly quic: QuicConnection;
  readonly connect: (events: ConnectionEvents, clock: Clock) => Connection;
}
