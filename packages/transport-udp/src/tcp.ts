import {
  type Endpoint,
  leaf,
  parseEndpoint,
  type Transport,
  type UpstreamOptions,
  TCP_FORM,
} from '@hushdns/core/transport';
import { dialTcp, STREAM_LIMITS, StreamConnection } from '@hushdns/socket';

/** Options of `tcp()`. By default 2 connections, idle for 8 seconds, 5 seconds to connect. */
export type TcpOptions = UpstreamOptions;

/**
 * Plain DNS over TCP (RFC 7766): pipelined queries on persistent connections. Nothing is encrypted.
 * Takes `tcp://192.0.2.1`, `tcp://host:5353` or a bare address; throws `RangeError` or `TypeError` for what it cannot use.
 */
export function tcp(upstream: string, options: TcpOptions = {}): Transport {
  return tcpTo(parseEndpoint(upstream, TCP_FORM), options);
}

/** The same to an endpoint that was read before. */
export function tcpTo(endpoint: Endpoint, options: TcpOptions): Transport {
  return leaf(
    {
      endpoint,
      secure: false,
      defaults: STREAM_LIMITS,
      dial: (address, signal) => dialTcp(address, endpoint.port, signal),
      discard: (socket) => void socket.destroy(),
      connect: (socket, events) => new StreamConnection(socket, events),
    },
    options,
  );
}
