import type { Phase } from '../errors/index.ts';

/** One open connection to an upstream, as a pool drives it. It decides nothing by itself: the pool owns its life. */
export interface Connection {
  /** The upstream's IP address. */
  readonly address: string;
  /** How many queries may be under way at a time. */
  readonly capacity: number;
  /**
   * Sends a query and later calls exactly one method of `sink`, unless it is cancelled or the connection is lost first.
   * Gives undefined where the connection has no room just now; `events.unblocked` follows when it has, or `retired`.
   * Never throws, and calls nothing before it has returned.
   */
  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined;
  /** Frees everything at once. Nothing is called afterwards. */
  close(): void;
}

export interface SentQuery {
  /** Abandons the query and frees what it held; the connection stays usable. */
  cancel(): void;
}

/** Where the outcome of one query goes. */
export interface ReplySink {
  /** The reply, its ID and question checked against the query as it was sent. The bytes are the receiver's. */
  reply(bytes: Uint8Array, ageSeconds?: number): void;
  /** This query failed, the connection did not. */
  fail(failure: Failure): void;
  /** The upstream said that it did not process the query: it goes out once more elsewhere. */
  unprocessed(failure: Failure): void;
}

/** What a connection tells its pool. */
export interface ConnectionEvents {
  /** The peer changed how many queries may be under way. */
  capacity(capacity: number): void;
  /** There is room again after `send` gave undefined. */
  unblocked(): void;
  /** No more queries can be sent; those under way go on. */
  retired(): void;
  /** The connection is dead, and with it every query under way. Called once at most. */
  lost(failure: Failure): void;
}

/** What went wrong, in words; the pool makes each caller's error of it. */
export interface Failure {
  readonly message: string;
  readonly cause?: unknown;
  /** `receive` where it is absent. */
  readonly phase?: Phase;
  /**
   * Of a lost connection: the peer ended it in good order, as servers do that take so many queries a connection. What
   * was under way is asked again elsewhere, up to eight times, where such connections answer something.
   */
  readonly orderly?: boolean;
  /**
   * Of a lost connection: its address does not answer, and another one may. What was under way is asked again there, up
   * to eight times, even where this connection never answered anything.
   */
  readonly elsewhere?: boolean;
  /** Of an HTTP response that is no answer. */
  readonly httpStatus?: number | undefined;
  /** How long that response asks to wait (RFC 9110 10.2.3). */
  readonly retryAfterSeconds?: number | undefined;
}

/** Opens a connection, handshake included; rejects with whatever went wrong, or with the signal's reason. What it opened
 * must not keep a process alive. */
export type Dial = (events: ConnectionEvents, signal: AbortSignal) => Promise<Connection>;
