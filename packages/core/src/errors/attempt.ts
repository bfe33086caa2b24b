import { originalOf } from './about-question.ts';
import type { DnsError } from './dns-error.ts';
import { inLines } from './lines.ts';
import { AllUpstreamsError, type Phase } from './transport-error.ts';

/** One time that an upstream was asked. */
export interface Attempt {
  /** The transport's protocol, `tls` for example. */
  readonly protocol: string;
  /** The upstream's URL. */
  readonly endpoint: string;
  /** How far it came. */
  readonly phase: Phase;
  /** When it began, in milliseconds from the question on. */
  readonly startedAtMs: number;
  /** How long it took, in milliseconds. */
  readonly elapsedMs: number;
  /** Whether it went over a connection that was open before. */
  readonly reused: boolean;
  /** The error's code; absent where the upstream answered. */
  readonly code?: string;
  /** What went wrong; absent where the upstream answered. Not enumerable, as the cause of an error is not: it may be the error that holds the attempt. */
  readonly cause?: DnsError;
}

/** An attempt that nobody can change. */
export function attempt({ cause, ...fields }: Omit<Attempt, 'code'>): Attempt {
  if (cause === undefined) return Object.freeze(fields);
  return Object.freeze(Object.defineProperty({ ...fields, code: cause.code }, 'cause', { value: cause }));
}

/**
 * Gives an error the attempts that led to it, and its message a line for each that it does not tell of itself. Where it
 * has some they stay: several callers may share an error.
 */
export function attachAttempts(error: DnsError, attempts: readonly Attempt[]): void {
  if (attempts.length === 0 || Object.hasOwn(error, 'attempts') || !Object.isExtensible(error)) return;
  Object.defineProperty(error, 'attempts', { value: Object.freeze([...attempts]), enumerable: true });
  const others = attempts.flatMap(({ cause, elapsedMs }) =>
    cause === undefined || tellsOf(error, cause)
      ? []
      : [`${cause.message}, after ${Math.round(elapsedMs)} ms`],
  );
  if (others.length === 0) return;
  const { message, stack } = error;
  error.message = `${message}${inLines(others)}`;
  // The engine wrote the message into the stack when the error was made.
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
}

function tellsOf(error: DnsError, cause: DnsError): boolean {
  return (
    originalOf(error) === cause ||
    (error instanceof AllUpstreamsError && error.errors.some((each) => tellsOf(each, cause)))
  );
}
