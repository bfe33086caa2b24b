import type { Evidence } from '../observe/index.ts';
import type { Trust } from './trust.ts';

/** A protocol that a transport speaks; `mixed` where a combinator's children speak several. */
export type Protocol = 'udp' | 'tcp' | 'tls' | 'https' | 'quic' | 'h3' | 'webtransport' | 'mixed';

/**
 * Carries DNS messages to one upstream, or, as a combinator, to several.
 *
 * Every implementation keeps the contract that testkit's conformance suite proves:
 * - concurrent calls are safe; the caller's bytes and options are never changed; the wire ID is the transport's own
 *   (random on UDP, TCP and TLS, 0 on QUIC and HTTPS) and the reply bears the caller's;
 * - connections persist, carry many queries at a time, and neither they nor their timers keep a process alive that
 *   waits for no query;
 * - a query on a connection that had answered before and dies is retried once on a fresh one, a few times more where the
 *   server ends its connections in good order; a fresh connection that dies is an error;
 * - an abort rejects with the signal's reason, frees the slot or stream at once and leaves the connection usable;
 * - of an upstream's several addresses, one that does not answer is passed over for the next one, and is not the first that
 *   the next connection tries;
 * - whatever the peer does ends in the promise: nothing is thrown elsewhere.
 */
export interface Transport extends AsyncDisposable {
  readonly traits: TransportTraits;
  /** The transports that a combinator chooses from; absent on a leaf. */
  readonly children?: readonly Transport[];
  /** Those of the children that a question may go to; absent where it may go to all of them. */
  childrenFor?(question: WireQuestion): readonly Transport[];
  /**
   * Sends one query in wire form and gives the reply, whose ID and question are those of the query.
   *
   * Rejects with `TransportError` where the upstream fails, with `TimeoutError` at the deadline, with the signal's
   * reason on abort, with `ClosedError` after `close()`, and with `RangeError` where `context.only` selects something
   * else or the query does not ask one question.
   */
  exchange(query: Uint8Array, context: ExchangeContext): Promise<TransportReply>;
  /** Takes no more queries, waits for those under way, and frees everything. Idempotent. */
  close(): Promise<void>;
}

export interface TransportTraits {
  readonly protocol: Protocol;
  /** The upstream's URL, its default port left out; a combinator's lists those of its children. */
  readonly endpoint: string;
  /** Whether everything is encrypted on its way. */
  readonly encrypted: boolean;
  /** Whether the upstream proves who it is. */
  readonly authenticated: boolean;
  /** The longest reply that can come back, in octets. */
  readonly maxReplyOctets: number;
}

export interface ExchangeContext {
  /** Abandons the query; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** When the query must have ended, connect and handshake included: milliseconds on the transport's clock, by default that of `performance.now()`. */
  readonly deadline: number;
  /** Confines a combinator to the children that this protocol, endpoint or instance selects. */
  readonly only?: TransportSelector;
  /** Where whoever is on the query's way leaves word of it: combinators pass it along, leaf transports tell it of each attempt. */
  readonly evidence?: Evidence;
}

/** What a query asks (RFC 1035 4.1.2). */
export interface WireQuestion {
  /** In uncompressed wire form, the root label included. */
  readonly name: Uint8Array;
  /** The QTYPE as a number. */
  readonly type: number;
}

/** A protocol (`tls`), an endpoint's URL (`tls://1.1.1.1`), or a transport itself. */
export type TransportSelector = Protocol | (string & {}) | Transport;

export interface TransportReply {
  /** The message; the caller owns it. */
  readonly bytes: Uint8Array;
  readonly connection: ConnectionInfo;
  /** How long a cache on the way has held the reply, in seconds (RFC 8484 5.1). */
  readonly ageSeconds?: number;
}

/** The connection that a reply came over. */
export interface ConnectionInfo {
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** How the reply was protected on its way. */
  readonly trust: Trust;
  /** The upstream's IP address. */
  readonly address: string;
  /** Whether the connection was open before the query was asked. */
  readonly reused: boolean;
}

/** An IP address of an upstream. */
export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Finds the addresses of an upstream's host name, in the order to try. Rejects where there are none. */
export type AddressSource = (host: string, signal: AbortSignal) => Promise<readonly Address[]>;
