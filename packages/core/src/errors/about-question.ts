import { DnsError } from './dns-error.ts';

const originals = new WeakMap<DnsError, DnsError>();

/**
 * The error of whoever carried a question and did not read it, with what was asked in `hostname`, `type` and the message. A copy of
 * the same class, with the same cause: one error may be that of many questions, and must not be changed.
 */
export function aboutQuestion(error: unknown, hostname: string, type: string): unknown {
  if (!(error instanceof DnsError) || error.hostname !== undefined) return error;
  const message = `${hostname} ${type}: ${error.message}`;
  const options = 'cause' in error ? { cause: error.cause } : undefined;
  // Constructed, not made of the prototype alone, so that it is an Error to the engine too. It has no frames of its own then.
  const about = Reflect.construct(DnsError, [error.code, message, options], error.constructor) as DnsError;
  if (error.stack !== undefined) about.stack = error.stack.replace(error.message, () => message);
  originals.set(about, error);
  return Object.assign(about, error, { hostname, type });
}

/** What an error was copied from, or the error itself. */
export function originalOf(error: DnsError): DnsError {
  return originals.get(error) ?? error;
}
