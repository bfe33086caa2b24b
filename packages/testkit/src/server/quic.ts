import { listen, type QuicConnection, type QuicStream, type StreamHandler } from '@hushdns/quic-engine';
import {
  FRAME_HEADER_OCTETS,
  FrameDecoder,
  HEADER_OCTETS,
  idOf,
  MAX_MESSAGE_OCTETS,
} from '@hushdns/core/transport';
import type { Listen, Listener, ListenOptions } from './listener.ts';
import { closeCode, QuicReply } from './quic-reply.ts';
import type { ClientConnection } from './responder.ts';

/** DOQ_PROTOCOL_ERROR (RFC 9250 4.3). */
const PROTOCOL_ERROR = 2;
/** Outlasts every test. */
const DEFAULT_IDLE_TIMEOUT_MS = 30_000;

/** DNS over QUIC (RFC 9250). */
export const listenQuic: Listen = async (options) => {
  const { host, port, cert, key, alpn = ['doq'], maxConcurrentStreams } = options;
  const { idleTimeoutMs = DEFAULT_IDLE_TIMEOUT_MS } = options;
  const connections = new Set<QuicConnection>();
  const server = await listen({
    address: host,
    port,
    certificateChain: cert,
    privateKey: key,
    alpn,
    idleTimeoutMs,
    maxConcurrentStreams,
    onConnection: (connection) => {
      connections.add(connection);
      serve(connection, options);
      const forget = (): void => {
        connections.delete(connection);
        options.statistics.closed();
      };
      connection.closed.then(forget, forget);
    },
  });
  return {
    port: server.port,
    hangUp: (how) => connections.forEach((connection) => void connection.close(closeCode(how))),
    close: () => server.close(closeCode('graceful')),
  } satisfies Listener;
};

function serve(connection: QuicConnection, options: ListenOptions): void {
  const { statistics } = options;
  const client: ClientConnection = { number: statistics.opened(), queries: 0 };
  statistics.secured(false, undefined);
  connection.onStream = (stream) => readQuery(stream, client, options);
}

/** One query a stream, behind its length, with the ID 0 (RFC 9250 4.2). */
function readQuery(
  stream: QuicStream,
  client: ClientConnection,
  { responder, statistics }: ListenOptions,
): StreamHandler {
  const decoder = new FrameDecoder();
  const messages: Uint8Array[] = [];
  const reply = new QuicReply(stream);
  let octets = 0;
  let givenUp = false;
  const refuse = (): void => void stream.connection.close(PROTOCOL_ERROR);
  const cancelled = (): void => {
    if (!givenUp && !reply.over) statistics.cancelledStreams++;
    givenUp = true;
    reply.over = true;
  };
  return {
    data: (chunk) => {
      octets += chunk.length;
      if (octets > FRAME_HEADER_OCTETS + MAX_MESSAGE_OCTETS) refuse();
      else messages.push(...decoder.push(chunk));
    },
    end: () => {
      const [message] = messages;
      const whole = message !== undefined && messages.length === 1 && !decoder.partial;
      if (!whole || (message.length >= HEADER_OCTETS && idOf(message) !== 0)) refuse();
      else responder.receive(message, 'quic', client, statistics, reply);
    },
    reset: (code) => {
      cancelled();
      stream.cancel(code);
    },
    stopped: cancelled,
    lost: () => {
      reply.over = true;
    },
  };
}
