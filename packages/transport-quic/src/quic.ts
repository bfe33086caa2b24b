import {
  addressSourceFor,
  type EndpointForm,
  MAX_MESSAGE_OCTETS,
  parseEndpoint,
  pool,
  poolLimits,
  type PoolLimits,
  systemClock,
  type Transport,
  type UpstreamOptions,
} from '@hushdns/core/transport';
import { connect } from '@hushdns/quic-engine';
import { dialEndpoint, trustedAuthorities, type TrustOptions } from '@hushdns/socket';
import { CAUTIOUS_SPAN, DoqConnection } from './doq-connection.ts';

/** Options of `quic()`. By default 4 connections, idle for 8 seconds, 5 seconds to connect. */
export interface QuicOptions extends UpstreamOptions, TrustOptions {}

/** RFC 9250 4.1.1. */
const FORM: EndpointForm = { protocol: 'quic', defaultPort: 853, authenticated: true };
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
  const endpoint = parseEndpoint(upstream, FORM);
  const clock = options.clock ?? systemClock;
  const addresses = addressSourceFor(endpoint, options.addresses);
  const limits = poolLimits(options, DEFAULTS);
  const authorities = trustedAuthorities(options.ca)?.map(({ raw }) => raw);
  return pool({
    traits: {
      protocol: 'quic',
      endpoint: endpoint.url,
      encrypted: true,
      authenticated: true,
      maxReplyOctets: MAX_MESSAGE_OCTETS,
    },
    limits,
    clock,
    dial: async (events, signal) => {
      const connection = await dialEndpoint(
        {
          endpoint,
          addresses,
          clock,
          dial: ({ address }, each) =>
            connect({
              address,
              port: endpoint.port,
              serverName: endpoint.authName,
              alpn: [ALPN],
              ...(authorities === undefined ? {} : { ca: authorities }),
              handshakeTimeoutMs: limits.connectTimeoutMs,
              signal: each,
            }),
          discard: (late) => void late.close(),
        },
        signal,
      );
      connection.unref();
      return new DoqConnection(connection, endpoint, events, clock);
    },
  });
}
