import {
  AllUpstreamsError,
  ResponseError,
  TimeoutError,
  TransportError,
  WireError,
} from '../errors/index.ts';
import type { FlightOutcome } from './flight-limit.ts';

/** What a failure says about upstreams and about asking again. */
export interface FailureMeaning {
  readonly isWorthAnotherTry: boolean;
  /** None where no upstream had a part in it, or it does not say which. */
  readonly signs: readonly FailureSign[];
}

export interface FailureSign {
  readonly endpoint: string;
  readonly outcome: FlightOutcome;
  /** How long the server wants to be left alone, in seconds. */
  readonly retryAfterSeconds?: number | undefined;
}

/** HTTP's "too many requests" and "service unavailable" (RFC 6585 4, RFC 9110 15.6.4). */
const PUSHBACK_STATUSES: readonly (number | undefined)[] = [429, 503];

export function meaningOf(error: unknown): FailureMeaning {
  if (error instanceof AllUpstreamsError)
    return { isWorthAnotherTry: true, signs: error.errors.flatMap((each) => meaningOf(each).signs) };
  if (error instanceof ResponseError) {
    const { endpoint, rcode } = error;
    const isServfail = rcode === 'SERVFAIL';
    const outcome = isServfail ? 'servfail' : 'answered';
    return { isWorthAnotherTry: isServfail, signs: endpoint === undefined ? [] : [{ endpoint, outcome }] };
  }
  if (error instanceof TimeoutError)
    return { isWorthAnotherTry: true, signs: [{ endpoint: error.endpoint, outcome: 'lost' }] };
  if (error instanceof TransportError) {
    const { endpoint, httpStatus, retryAfterSeconds } = error;
    const outcome = PUSHBACK_STATUSES.includes(httpStatus) ? 'pushback' : 'lost';
    return { isWorthAnotherTry: true, signs: [{ endpoint, outcome, retryAfterSeconds }] };
  }
  return { isWorthAnotherTry: error instanceof WireError, signs: [] };
}
