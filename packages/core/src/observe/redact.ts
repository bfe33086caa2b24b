import { attachAttempts, attempt } from '../errors/attempt.ts';
import {
  AllUpstreamsError,
  type Attempt,
  ClosedError,
  DnsError,
  type ExtendedError,
  FilteredError,
  NameNotFoundError,
  NoDataError,
  ParseError,
  ResponseError,
  TimeoutError,
  TransportError,
  WireError,
} from '../errors/index.ts';
import { deniedBy } from '../errors/filtered-error.ts';
import { NO_SUCH_NAME, NO_SUCH_RECORD } from '../errors/response-error.ts';
import { allFailed } from '../errors/transport-error.ts';

/** What stands where a name stood. */
export const REDACTED = '<redacted>';
/** How deep causes are followed. */
const MAX_DEPTH = 8;
/** Of our errors, the texts that hold no name. */
const NAMELESS = new Set(['type', 'rcode', 'phase', 'protocol', 'endpoint', 'file']);
/** Of our errors, those whose message holds no name. */
const NAMELESS_ERRORS: readonly unknown[] = [TransportError, TimeoutError, ClosedError, WireError];
/** Of others' errors, what says where and how a connection failed. */
const OF_SYSTEM = ['code', 'errno', 'syscall', 'address', 'port', 'reason', 'library'] as const;
/** A text as `JSON.stringify` quotes it. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/**
 * An error like the one given, of the same class, with no name in its message, fields, stack, attempts or causes. What
 * is not known to hold no name is left out: an error of a class that is not known here keeps its code, its numbers and
 * what `NAMELESS` lists, one that is not ours its message, less the name asked for, and what `OF_SYSTEM` lists.
 */
export function redactedError(error: unknown, name: string): unknown {
  return new Redaction(name).of(error);
}

/** The same of an attempt. */
export function redactedAttempt(original: Attempt, name: string): Attempt {
  return new Redaction(name).ofAttempt(original);
}

class Redaction {
  /** The name asked for, wherever others say it. */
  readonly #asked: RegExp | undefined;
  /** Causes may be shared, and an error may be the cause of its own attempt. */
  readonly #copies = new Map<Error, Error>();
  #depth = 0;

  constructor(name: string) {
    const bare = name.replace(/\.$/, '');
    // A shorter one would be found everywhere.
    if (bare.length > 2) this.#asked = new RegExp(escaped(bare), 'gi');
  }

  of(error: unknown): unknown {
    if (typeof error === 'string') return this.#scrubbed(error);
    if (!(error instanceof Error) || this.#depth > MAX_DEPTH) return undefined;
    const known = this.#copies.get(error);
    if (known !== undefined) return known;
    this.#depth++;
    const copy = error instanceof DnsError ? this.#ofOurs(error) : this.#ofOthers(error);
    this.#depth--;
    return copy;
  }

  ofAttempt({ cause, ...fields }: Attempt): Attempt {
    const shown = this.of(cause);
    return attempt(shown instanceof DnsError ? { ...fields, cause: shown } : fields);
  }

  #ofOurs(error: DnsError): DnsError {
    const fields: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(error))
      if (key !== 'code' && key !== 'attempts')
        fields[key] = isOfFilter(error, key) ? value : this.#field(key, value);
    const message = this.#messageOf(error, fields);
    // Of the same class without its constructor, which would ask for names and make a message of them.
    const copy = Reflect.construct(DnsError, [error.code, message], error.constructor) as DnsError;
    this.#copies.set(error, copy);
    Object.assign(copy, fields);
    this.#addCause(copy, error.cause);
    attachAttempts(
      copy,
      (error.attempts ?? []).map((each) => this.ofAttempt(each)),
    );
    return copy;
  }

  #ofOthers(error: Error): Error {
    const copy = nativeLike(error, this.#scrubbed(error.message));
    this.#copies.set(error, copy);
    for (const key of OF_SYSTEM) {
      const value = (error as unknown as Record<string, unknown>)[key];
      if (typeof value === 'string' || typeof value === 'number') Object.assign(copy, { [key]: value });
    }
    this.#addCause(copy, error.cause);
    return copy;
  }

  /** Not enumerable, as a constructor makes it. */
  #addCause(copy: Error, cause: unknown): void {
    const value = this.of(cause);
    if (value !== undefined)
      Object.defineProperty(copy, 'cause', { value, configurable: true, writable: true });
  }

  #field(key: string, value: unknown): unknown {
    if (key === 'errors' && Array.isArray(value)) return value.map((each) => this.of(each));
    if (key === 'extendedErrors' && Array.isArray(value))
      return (value as ExtendedError[]).map((each) =>
        each.extraText === '' ? each : { ...each, extraText: REDACTED },
      );
    if (typeof value === 'number' || typeof value === 'boolean' || NAMELESS.has(key)) return value;
    return value === undefined ? undefined : REDACTED;
  }

  #messageOf(error: DnsError, fields: Record<string, unknown>): string {
    // What follows are its attempts: the copy gets them anew.
    const [message = ''] = error.message.split('\n');
    if (error instanceof ParseError) return message.replaceAll(QUOTED, REDACTED);
    const question = `${error.hostname} ${error.type}: `;
    const shown = error.hostname === undefined ? '' : `${REDACTED} ${error.type}: `;
    if (error instanceof AllUpstreamsError)
      return shown + allFailed((fields as unknown as AllUpstreamsError).errors);
    if (error instanceof ResponseError) return shown + reasonOf(error);
    if (error instanceof FilteredError) return shown + deniedBy('an address', error);
    if (!NAMELESS_ERRORS.some((known) => error.constructor === known))
      return `a query for ${REDACTED} failed`;
    return shown + this.#scrubbed(message.startsWith(question) ? message.slice(question.length) : message);
  }

  #scrubbed(text: string): string {
    return this.#asked === undefined ? text : text.replaceAll(this.#asked, REDACTED);
  }
}

/** What the caller wrote in the filter is no name. */
function isOfFilter(error: DnsError, key: string): boolean {
  return error instanceof FilteredError && (key === 'rule' || key === 'network');
}

function reasonOf(error: ResponseError): string {
  if (error instanceof NameNotFoundError) return NO_SUCH_NAME;
  return error instanceof NoDataError ? NO_SUCH_RECORD : error.rcode;
}

/** Misuse stays what it is; of other classes the name alone stays, as their instances may hold anything. */
function nativeLike(error: Error, message: string): Error {
  if (error instanceof TypeError) return new TypeError(message);
  if (error instanceof RangeError) return new RangeError(message);
  const copy = new Error(message);
  if (error.name !== copy.name)
    Object.defineProperty(copy, 'name', { value: error.name, configurable: true, writable: true });
  return copy;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
