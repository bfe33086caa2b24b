import type { Message } from '@hushdns/core';
import type { ServerProtocol } from './server-protocol.ts';

/** A query as it reached the server. */
export interface ServerQuery {
  readonly protocol: ServerProtocol;
  /** The message as it came, its ID the one on the wire. */
  readonly bytes: Uint8Array;
  /** The message decoded; undefined where the octets are none. */
  readonly message: Message | undefined;
  /** What the zone answers; undefined where it would stay silent. */
  readonly answer: Uint8Array | undefined;
  /** Counts the connections of this protocol from 1; on UDP, the sockets that clients send from. */
  readonly connectionNumber: number;
  /** Counts the queries of this connection from 1. */
  readonly queryNumber: number;
}

/**
 * What the server does about a query: one step, or several in this order; none leaves the query unanswered. Those of a
 * generator may go on until the server is closed, with a `wait` now and then.
 */
export type Reaction = ReactionStep | Iterable<ReactionStep>;

export type ReactionStep = AnswerStep | MessageStep | WaitStep | HttpStep | ResetStep | CloseStep;

/** Sends what the zone answers. */
export interface AnswerStep {
  readonly kind: 'answer';
  /** Default: `whole`. */
  readonly delivery?: Delivery;
}

/** Sends these octets as a message, framed as the protocol frames its messages. */
export interface MessageStep {
  readonly kind: 'message';
  readonly bytes: Uint8Array;
  /** Default: `whole`. */
  readonly delivery?: Delivery;
}

/**
 * How a message goes out:
 * - `whole`: in one piece
 * - `octets`: octet by octet, each in a write of its own (on UDP as `whole`)
 * - `held`: kept back until the next message of the connection, and in one write with it (on UDP, HTTPS and QUIC as `whole`)
 * - `open`: in one piece, and the stream does not end with it: more may follow (QUIC; elsewhere as `whole`)
 * - `half`: its first half, and no more; a frame announces all of it
 * - `other-port`: from a port that was not asked (UDP; elsewhere as `whole`)
 */
export type Delivery = 'whole' | 'octets' | 'held' | 'open' | 'half' | 'other-port';

/** Lets time pass before the next step. */
export interface WaitStep {
  readonly kind: 'wait';
  readonly delayMs: number;
}

/** Answers as an HTTP server that is not a DNS server (HTTPS only; elsewhere nothing happens). */
export interface HttpStep {
  readonly kind: 'http';
  /** Default: 200. */
  readonly status?: number;
  /** Default: `application/dns-message`. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: what the zone answers. */
  readonly body?: Uint8Array;
}

/** Resets the query's stream and leaves the connection: HTTP/2 and QUIC; closes a connection that has no streams. */
export interface ResetStep {
  readonly kind: 'reset';
  /** The HTTP/2 or DoQ error code. Default: INTERNAL_ERROR (RFC 9113 7) or DOQ_INTERNAL_ERROR (RFC 9250 4.3). */
  readonly code?: number;
}

/** Ends the connection. UDP has none. */
export interface CloseStep {
  readonly kind: 'close';
  /**
   * - `graceful`: FIN on TCP and TLS; GOAWAY on HTTP/2, which lets the streams under way end; CONNECTION_CLOSE on QUIC
   * - `abrupt`: RST on TCP, TLS and HTTPS; CONNECTION_CLOSE with an error on QUIC
   */
  readonly how: CloseManner;
  /** The HTTP/2 or DoQ error code. Default: 0; DOQ_INTERNAL_ERROR (RFC 9250 4.3) for `abrupt` on QUIC. */
  readonly code?: number;
}

/**
 * In good order, or without: on TCP, TLS and HTTPS by RST, on QUIC by a CONNECTION_CLOSE that says DOQ_INTERNAL_ERROR
 * (RFC 9250 4.3). A QUIC server that vanishes without a word is not to be had: the engine always says something.
 */
export type CloseManner = 'graceful' | 'abrupt';

/** Decides about a query; undefined is `{ kind: 'answer' }`. */
export type QueryHandler = (query: ServerQuery) => Reaction | undefined | Promise<Reaction | undefined>;
