/**
 * Why a connection could not be made, or ended:
 * - `certificate`: a certificate was refused, by us or by the peer (which of them, see `origin`)
 * - `alpn`: no common application protocol (RFC 7301)
 * - `handshake`: another TLS failure
 * - `version`: the server does not speak QUIC version 1
 * - `handshake-timeout`: no handshake within `handshakeTimeoutMs`
 * - `idle-timeout`: nothing received within the idle timeout (RFC 9000 section 10.1)
 * - `refused`: nothing listens on the port (ICMP), or the server refused the connection (CONNECTION_REFUSED)
 * - `network`: the socket failed
 * - `reset`: the peer has lost the connection's state (stateless reset, RFC 9000 section 10.3)
 * - `application-closed`: the peer's application closed, with `code`
 * - `transport-closed`: the peer's QUIC closed, with a transport error `code` (RFC 9000 section 20.1)
 * - `protocol`: the peer broke the protocol; `code` is what it was told
 * - `closed`: closed by our `close()`
 * - `aborted`: the `signal` of `connect` fired
 * - `engine`: the WebAssembly instance that ran the connection trapped
 */
export type QuicErrorKind =
  | 'certificate'
  | 'alpn'
  | 'handshake'
  | 'version'
  | 'handshake-timeout'
  | 'idle-timeout'
  | 'refused'
  | 'network'
  | 'reset'
  | 'application-closed'
  | 'transport-closed'
  | 'protocol'
  | 'closed'
  | 'aborted'
  | 'engine';

export interface QuicErrorDetails {
  /** Default 0. */
  readonly code?: number;
  /** Default `'local'`. */
  readonly origin?: 'local' | 'peer';
  /** See `QuicError.reason`. Default empty. */
  readonly reason?: string;
  readonly cause?: unknown;
}

/** The end of a connection, or its failure to begin. */
export class QuicError extends Error {
  override readonly name = 'QuicError';
  readonly kind: QuicErrorKind;
  /**
   * The application's code for `application-closed` and `closed`, a QUIC transport code for the kinds that come from
   * QUIC itself (0x100 plus the TLS alert for a failed handshake, RFC 9001 section 4.8), else 0. Above 2^53 it is
   * rounded.
   */
  readonly code: number;
  /** Which side ended the connection. */
  readonly origin: 'local' | 'peer';
  /**
   * The bare text that came with the end: the peer's, which is untrusted, that of our `close()`, or QUIC's own words.
   * Empty if there was none, as for a timeout; what happened is in `message`, always.
   */
  readonly reason: string;

  constructor(kind: QuicErrorKind, message: string, details: QuicErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.code = details.code ?? 0;
    this.origin = details.origin ?? 'local';
    this.reason = details.reason ?? '';
  }
}

export function endpointText({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Lets an error of the caller's own callback surface as an uncaught exception, after our bookkeeping is done. */
export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
