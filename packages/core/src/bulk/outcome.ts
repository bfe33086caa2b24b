import {
  AllUpstreamsError,
  type Attempt,
  DnsError,
  ResponseError,
  TimeoutError,
  TransportError,
  WireError,
} from '../errors/index.ts';
import type { FlightOutcome } from './flight-limit.ts';

/** What an attempt says of its upstream. */
export interface AttemptOutcome {
  readonly endpoint: string;
  readonly outcome: FlightOutcome;
  /** How long the server wants to be left alone, in seconds. */
  readonly retryAfterSeconds: number;
}

/** HTTP's "too many requests" and "service unavailable" (RFC 6585 4, RFC 9110 15.6.4). */
const PUSHBACK_STATUSES: readonly (number | undefined)[] = [429, 503];

/**
 * What came of the attempts that led to an error; none where no upstream had a part in it. Where one answered the others
 * are left out: the selection went on to it without them, and so may all queries.
 */
export function outcomesOf(error: unknown): AttemptOutcome[] {
  if (!(error instanceof DnsError) || error.attempts === undefined) return [];
  const answered = error.attempts.filter(({ cause }) => cause === undefined);
  if (answered.length === 0) return error.attempts.map(outcomeOfFailure);
  const outcome = isServfail(error) ? 'servfail' : 'answered';
  return answered.map(({ endpoint }) => ({ endpoint, outcome, retryAfterSeconds: 0 }));
}

function outcomeOfFailure({ endpoint, cause }: Attempt): AttemptOutcome {
  const { httpStatus, retryAfterSeconds = 0 } = cause instanceof TransportError ? cause : {};
  const outcome = PUSHBACK_STATUSES.includes(httpStatus) ? 'pushback' : 'lost';
  return { endpoint, outcome, retryAfterSeconds };
}

/** Whether another try may bring an answer. */
export function isWorthAnotherTry(error: unknown): boolean {
  return (
    isServfail(error) ||
    error instanceof TimeoutError ||
    error instanceof TransportError ||
    error instanceof AllUpstreamsError ||
    error instanceof WireError
  );
}

function isServfail(error: unknown): boolean {
  return error instanceof ResponseError && error.rcode === 'SERVFAIL';
}
