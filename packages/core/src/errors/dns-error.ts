import type { Attempt } from './attempt.ts';

const KINDS = Symbol.for('hushdns.error.kinds');

/**
 * The base of every error that hushdns rejects with or throws for a reason found on the wire or on the way there.
 * Misuse of an option is a `TypeError` or `RangeError`; an abort rejects with the signal's own reason.
 *
 * `instanceof` works across copies of the package: instances carry a brand under `Symbol.for`.
 */
export class DnsError extends Error {
  /** The class's name in the brand; a subclass of the library sets its own. */
  static readonly kind: string = 'DnsError';

  /** A word of `node:dns` where it has one (`ENOTFOUND`, `ETIMEOUT`, ...), else one of ours. */
  readonly code: string;
  /** The name that was asked for; absent where the error is not that of a question. */
  declare readonly hostname?: string;
  /** The type that was asked for. */
  declare readonly type?: string;

  /** What a resolver tried before it gave this error; absent where it asked nobody, and on errors that no resolver gave. */
  declare readonly attempts?: readonly Attempt[];

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, KINDS, { value: kindsOf(new.target) });
  }

  override get name(): string {
    return (this.constructor as typeof DnsError).kind;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, 'kind')) return Function.prototype[Symbol.hasInstance].call(this, value);
    if (typeof value !== 'object' || value === null) return false;
    const kinds = (value as { [KINDS]?: unknown })[KINDS];
    return Array.isArray(kinds) && kinds.includes(this.kind);
  }
}

function kindsOf(constructor: typeof DnsError): readonly string[] {
  const kinds: string[] = [];
  for (let each: typeof DnsError = constructor; typeof each.kind === 'string';) {
    kinds.push(each.kind);
    each = Object.getPrototypeOf(each) as typeof DnsError;
  }
  return kinds;
}
