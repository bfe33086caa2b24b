import { ParseError, WireError } from '../errors/index.ts';
import { parseHex } from '../rdata/octets-text.ts';

/** The most that the counts of a message can say (RFC 1035 4.1.1). */
export const MAX_ITEMS = 0xffff;

/** An object of untrusted JSON. Only its own members count, and each must be of its kind: everything else is a `ParseError`. */
export class JsonObject {
  readonly #members: object;
  /** Where it stands, `answerRRs[0]` for example; empty for the outermost. */
  readonly #path: string;

  constructor(value: unknown, path = '') {
    this.#path = path;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.error('is no object');
    this.#members = value;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#members, name);
  }

  integer(name: string, minimum: number, maximum: number): number | undefined {
    const value = this.#member(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum)
      return value;
    throw this.error(`is no integer from ${minimum} to ${maximum}`, name);
  }

  /** A Boolean, also written as 0 or 1; false where it is absent. */
  flag(name: string): boolean {
    const value = this.#member(name) ?? false;
    if (typeof value === 'boolean') return value;
    if (value === 0 || value === 1) return value === 1;
    throw this.error('is neither true nor false', name);
  }

  text(name: string): string | undefined {
    const value = this.#member(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.error('is no string', name);
  }

  octets(name: string): Uint8Array | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : this.within(name, () => parseHex(text));
  }

  /** The objects of a list, none where it is absent. */
  objects(name: string): JsonObject[] {
    const value = this.#member(name) ?? [];
    if (!Array.isArray(value)) throw this.error('is no list', name);
    if (value.length > MAX_ITEMS) throw this.error(`is a list of over ${MAX_ITEMS}`, name);
    return Array.from(
      value,
      (item: unknown, index) => new JsonObject(item, this.#pathOf(`${name}[${index}]`)),
    );
  }

  /** What `read` makes of a member; its `ParseError`, or `WireError`, says where that stands. */
  within<T>(name: string, read: () => T): T {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof ParseError) && !(cause instanceof WireError)) throw cause;
      throw new ParseError(`${this.#pathOf(name)}: ${cause.message}`, { cause });
    }
  }

  /** `message` says what the member, or the object itself, is instead. */
  error(message: string, name = ''): ParseError {
    return new ParseError(`${this.#pathOf(name) || 'the JSON value'} ${message}`);
  }

  #member(name: string): unknown {
    return this.has(name) ? (this.#members as Record<string, unknown>)[name] : undefined;
  }

  #pathOf(name: string): string {
    return [this.#path, name].filter(Boolean).join('.');
  }
}
