import { DnsError } from './dns-error.ts';
import { inLines } from './lines.ts';

/** How far a query had come: waiting for a connection (handshake included), for room on one, or for the reply. */
export type Phase = 'connect' | 'send' | 'receive';

/** What `TransportError` and `TimeoutError` say beside their message. */
export interface TransportErrorDetails extends ErrorOptions {
  readonly phase: Phase;
  /** The transport's protocol, `tls` for example. */
  readonly protocol: string;
  /** The upstream's URL. */
  readonly endpoint: string;
  /** Whether the query went over a connection that was open before it was asked. */
  readonly reused?: boolean;
  /** Of an HTTP response that is no answer. */
  readonly httpStatus?: number | undefined;
  /** How long that response asks to wait (RFC 9110 10.2.3). */
  readonly retryAfterSeconds?: number | undefined;
}

/** An upstream could not be reached, ended the connection, or broke its protocol. `code` is `ETRANSPORT`. */
export class TransportError extends DnsError {
  static override readonly kind: string = 'TransportError';

  readonly phase: Phase;
  readonly protocol: string;
  readonly endpoint: string;
  readonly reused: boolean;
  /** The status of an HTTP response that is no answer; absent for everything else. */
  declare readonly httpStatus?: number;
  /** How long that response asks to wait (RFC 9110 10.2.3), where it does, in seconds. */
  declare readonly retryAfterSeconds?: number;

  constructor(message: string, details: TransportErrorDetails) {
    super('ETRANSPORT', `${details.endpoint}: ${details.phase}: ${message}`, details);
    this.phase = details.phase;
    this.protocol = details.protocol;
    this.endpoint = details.endpoint;
    this.reused = details.reused ?? false;
    if (details.httpStatus !== undefined) this.httpStatus = details.httpStatus;
    if (details.retryAfterSeconds !== undefined) this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The deadline passed before the reply came. `code` is `ETIMEOUT`. */
export class TimeoutError extends DnsError {
  static override readonly kind: string = 'TimeoutError';

  readonly phase: Phase;
  readonly protocol: string;
  readonly endpoint: string;
  readonly reused: boolean;

  constructor(details: TransportErrorDetails) {
    super('ETIMEOUT', `${details.endpoint}: ${details.phase}: the deadline passed`, details);
    this.phase = details.phase;
    this.protocol = details.protocol;
    this.endpoint = details.endpoint;
    this.reused = details.reused ?? false;
  }
}

/** Every upstream of a combinator that was asked failed; `errors` holds what each said, in the order asked. `code` is `EALLUPSTREAMS`. */
export class AllUpstreamsError extends DnsError {
  static override readonly kind: string = 'AllUpstreamsError';

  readonly errors: readonly DnsError[];

  constructor(errors: readonly DnsError[]) {
    super('EALLUPSTREAMS', allFailed(errors), { cause: errors.at(-1) });
    this.errors = errors;
  }
}

/** The message of an `AllUpstreamsError`. */
export function allFailed(errors: readonly DnsError[]): string {
  return `every upstream failed:${inLines(errors.map(({ message }) => message))}`;
}

/** The transport or resolver was closed with the query still open, or before it was asked. `code` is `ECANCELLED`. */
export class ClosedError extends DnsError {
  static override readonly kind: string = 'ClosedError';

  constructor(what: string) {
    super('ECANCELLED', `${what} is closed`);
  }
}
