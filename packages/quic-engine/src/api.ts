// The public types.
import type { ConnectionState } from './connection/state.ts';
import type { QuicError } from './errors.ts';

/** Certificates: PEM text (one or several), or DER bytes, or a list of those. */
export type Certificates = string | Uint8Array | readonly (string | Uint8Array)[];

/**
 * What a stream's owner hears. Called from the event loop, never from inside a call of yours. Of `end`, `reset` and
 * `lost` exactly one is called, last, unless you cancel the stream: then nothing more is called.
 * An exception that a handler throws becomes an uncaught exception; it does no harm to other streams.
 */
export interface StreamHandler {
  /** The next bytes, in order. The array and its memory are yours. Nothing is held back: cancel a stream that sends too much. */
  data(chunk: Uint8Array): void;
  /** The peer finished: all was received. */
  end(): void;
  /** The peer gave up its sending side with this application code (RESET_STREAM). */
  reset(code: number): void;
  /** The peer wants no more of what we send (STOP_SENDING); unsent data was dropped. `end` or `reset` still follows. */
  stopped?(code: number): void;
  /** All that `write` had to keep back is on its way. */
  drained?(): void;
  /** The connection ended first. */
  lost(error: QuicError): void;
}

/** A bidirectional stream. Calls on a stream that is over do nothing. */
export interface QuicStream {
  /** The QUIC stream id: 0, 4, 8... for a client's, in the order of opening (RFC 9000 section 2.1). */
  readonly id: number;
  readonly connection: QuicConnection;
  /** Bytes that flow control has not let through yet. They are sent when it does. */
  readonly bufferedBytes: number;
  /** Sends bytes; they may be reused at once. Returns false when some had to be kept back (see `drained`). */
  write(data: Uint8Array): boolean;
  /** Ends our sending side, with last bytes if given. */
  finish(data?: Uint8Array): void;
  /**
   * Gives up the stream at once: STOP_SENDING and RESET_STREAM with this code (RFC 9000 section 3.5). The handler
   * hears nothing more. Throws RangeError unless the code is an integer from 0 to 2^53-1.
   */
  cancel(code: number): void;
}

export interface QuicConnection extends AsyncDisposable {
  readonly state: ConnectionState;
  /** The application protocol that was agreed on. */
  readonly alpn: string;
  /** The peer's chain as DER, leaf first; empty at a server. */
  readonly peerCertificates: readonly Uint8Array[];
  readonly remote: { readonly address: string; readonly port: number };
  /** `performance.now()` when the last datagram came in. */
  readonly lastReceivedAtMs: number;
  /** Smoothed round-trip time (RFC 9002 section 5). Once the connection has ended, the last one known. */
  readonly roundTripMs: number;
  /** Streams that are not over yet. */
  readonly openStreams: number;
  /** Resolves once, when the connection has ended and its socket is closed, with the reason. Never rejects. */
  readonly closed: Promise<QuicError>;
  /** Called when the peer allows more streams. */
  onStreamsAvailable: (() => void) | undefined;
  /** Called for each stream that the peer opens. Without it, and if it throws, they are cancelled with code 0. */
  onStream: ((stream: QuicStream) => StreamHandler) | undefined;

  /**
   * Opens a stream and sends its first bytes (often: all, with `fin`). They may be reused at once. Returns undefined
   * when the peer allows no more streams now: wait for `onStreamsAvailable`.
   * Throws the connection's QuicError when it has ended.
   */
  openStream(
    data: Uint8Array,
    options: { readonly fin: boolean },
    handler: StreamHandler,
  ): QuicStream | undefined;
  /** Asks the peer for a sign of life (PING); see `lastReceivedAtMs`. */
  ping(): void;
  /**
   * Ends the connection at once with an application code (0 to 2^53-1) and a reason of up to 500 bytes. Streams are
   * lost. Resolves when the socket is closed. Does nothing on one that has ended.
   */
  close(code?: number, reason?: string): Promise<void>;
  /** Keeps the process alive while the connection is open (the default). No effect at a server: see QuicServer. */
  ref(): void;
  /** Lets the process end although the connection is open. No effect at a server. */
  unref(): void;
}

export interface ConnectOptions {
  /** An IP address. Names are the caller's to look up. */
  readonly address: string;
  readonly port: number;
  /**
   * What the certificate must be for: a DNS name (sent as SNI), or an IP address (checked against the certificate's
   * IP addresses, no SNI). A dot at a DNS name's end is left out, as SNI wants it (RFC 6066 section 3).
   * Default: `address`.
   */
  readonly serverName?: string;
  /** Application protocols in order of preference, at least one (RFC 7301). */
  readonly alpn: readonly string[];
  /**
   * The roots to trust, instead of Node's default set. Platforms' lists may hold some that the engine cannot use (malformed
   * in a part that Node does not look at): these are left out, and `connect` rejects with TypeError if none is left. A list is parsed
   * once and remembered by its items: do not write to the bytes afterwards.
   */
  readonly ca?: Certificates;
  /** From the call to the end of the handshake: 1 to 2^31-1, as Node's timers take it. Default 10,000. */
  readonly handshakeTimeoutMs?: number;
  /** Offered to the server, whose own may be shorter (RFC 9000 section 10.1): 1 to 2^31-1. Default 30,000. */
  readonly idleTimeoutMs?: number;
  /** Use TLS session tickets of earlier connections to the same origin. They save CPU, not round trips. Default true. */
  readonly resume?: boolean;
  /**
   * `false`: neither the attempt nor the connection keeps the process alive, as if `unref()` had been called from the
   * start. Default true.
   */
  readonly ref?: boolean;
  /** Abandons the attempt; `connect` rejects with the signal's reason. Of no effect afterwards. */
  readonly signal?: AbortSignal;
}

export interface ListenOptions {
  /** An IP address; `::` takes IPv4 too where the system does so. Default `127.0.0.1`. */
  readonly address?: string;
  /** Default 0: any free one, see `QuicServer.port`. */
  readonly port?: number;
  /** Leaf first, then intermediates. */
  readonly certificateChain: Certificates;
  /** PEM: RSA, ECDSA P-256 or P-384, or Ed25519. */
  readonly privateKey: string;
  /** Application protocols in order of preference, at least one. */
  readonly alpn: readonly string[];
  /** 1 to 2^31-1. Default 30,000. */
  readonly idleTimeoutMs?: number;
  /** Streams that a client may have open at a time. Default 100. */
  readonly maxConcurrentStreams?: number;
  /** Connections beyond it are refused. Default 1,000. */
  readonly maxConnections?: number;
  /** Called for each connection when its handshake is complete. Set its `onStream` here. */
  readonly onConnection: (connection: QuicConnection) => void;
}

export interface QuicServer extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Handshakes completed so far. */
  readonly handshakes: number;
  /** Connections that are open or in their handshake. */
  readonly connections: number;
  /** Closes all connections with an application code and reason, then the socket. Idempotent. */
  close(code?: number, reason?: string): Promise<void>;
  ref(): void;
  unref(): void;
}
