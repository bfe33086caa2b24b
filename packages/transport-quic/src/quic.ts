import {
  leaf,
  parseEndpoint,
  type PoolLimits,
  type Transport,
  type UpstreamOptions,
  QUIC_FORM,
} from '@hushdns/core/transport';
import { connect } from '@hushdns/quic-engine';
import { trustedAuthorities, type TrustOptions } from '@hushdns/socket';
import { CAUTIOUS_SPAN, DoqConnection } from './doq-connection.ts';

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
  return leaf(
    {
      endpoint,
      secure: true,
      defaults: DEFAULTS,
      dial: ({ address }, signal) =>
        connect({
          address,
          port: endpoint.port,
          serverName: endpoint.authName,
          alpn: [ALPN],
          ...(authorities === undefined ? {} : { ca: authorities }),
          handshakeTimeoutMs: connectTimeoutMs,
          ref: false,
          signal,
        }),
      discard: (connection) => void connection.close(),
      connect: (connection, events, clock) => new DoqConnection(connection, events, clock),
    },
    options,
  );
}
