import { addressSourceFor, parseEndpoint, pool, poolLimits, systemClock } from '@hushdns/core/transport';
import {
  type Endpoint,
  MAX_MESSAGE_OCTETS,
  type PoolLimits,
  type Transport,
  type UpstreamOptions,
} from '@hushdns/core/transport';
import { dialEndpoint, dialTcp, STREAM_CAPACITY, StreamConnection } from '@hushdns/socket';
import { TCP_FORM } from './endpoints.ts';

/** Options of `tcp()`. By default 2 connections, idle for 8 seconds, 5 seconds to connect. */
export type TcpOptions = UpstreamOptions;

const DEFAULTS: PoolLimits = {
  maxConnections: 2,
  expectedCapacity: STREAM_CAPACITY,
  // Below the 10 s and more that servers grant (RFC 7766 6.2.3).
  idleTimeoutMs: 8_000,
  connectTimeoutMs: 5_000,
};

/**
 * Plain DNS over TCP (RFC 7766): pipelined queries on persistent connections. Nothing is encrypted.
 * Takes `tcp://192.0.2.1`, `tcp://host:5353` or a bare address; throws `RangeError` or `TypeError` for what it cannot use.
 */
export function tcp(upstream: string, options: TcpOptions = {}): Transport {
  return tcpTo(parseEndpoint(upstream, TCP_FORM), options);
}

/** The same to an endpoint that was read before. */
export function tcpTo(endpoint: Endpoint, options: TcpOptions): Transport {
  const clock = options.clock ?? systemClock;
  const addresses = addressSourceFor(endpoint, options.addresses);
  return pool({
    traits: {
      protocol: 'tcp',
      endpoint: endpoint.url,
      encrypted: false,
      authenticated: false,
      maxReplyOctets: MAX_MESSAGE_OCTETS,
    },
    limits: poolLimits(options, DEFAULTS),
    clock,
    dial: async (events, signal) => {
      const socket = await dialEndpoint(
        {
          endpoint,
          addresses,
          clock,
          dial: (address, each) => dialTcp(address, endpoint.port, each),
          discard: (late) => void late.destroy(),
        },
        signal,
      );
      return new StreamConnection(socket, endpoint, events);
    },
  });
}
