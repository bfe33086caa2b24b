import { WireError } from '../errors/index.ts';
import { requireOctets, u16At, u32At } from './octets.ts';
import { ReadNames } from './read-names.ts';

const NO_OCTETS = new Uint8Array();

/**
 * A bounds-checked cursor over untrusted bytes: the only place where a decoder touches them.
 * Reading past `end` throws `WireError` with the offset.
 */
export class Reader {
  /** The whole message; compression pointers count from its start. */
  readonly bytes: Uint8Array;
  /** The names read so far. */
  readonly names: ReadNames = new ReadNames();
  /** Whether names may be compressed: not where the bytes are rdata without its message. */
  mayPoint = true;
  /** The next octet to read. */
  offset: number;
  /** One past the last octet that may be read; narrowed while rdata is read. */
  end: number;
  #plain: Uint8Array | undefined;

  /** Throws `TypeError` for octets that are none, such as an `ArrayBuffer`. */
  constructor(bytes: Uint8Array, offset = 0) {
    requireOctets(bytes);
    this.bytes = bytes;
    this.offset = offset;
    this.end = bytes.length;
  }

  get remaining(): number {
    return this.end - this.offset;
  }

  u8(): number {
    return this.bytes[this.take(1)] as number;
  }

  u16(): number {
    return u16At(this.bytes, this.take(2));
  }

  u32(): number {
    return u32At(this.bytes, this.take(4));
  }

  u48(): number {
    return this.u16() * 2 ** 32 + this.u32();
  }

  u64(): bigint {
    return (BigInt(this.u32()) << 32n) | BigInt(this.u32());
  }

  /** The next octets as a copy that does not keep the message alive; where they are none, always the same. */
  octets(length: number): Uint8Array {
    const at = this.take(length);
    if (length === 0) return NO_OCTETS;
    // A Buffer's slice() shares memory where a Uint8Array's copies: read through the plain type.
    this.#plain ??= plainView(this.bytes);
    return this.#plain.slice(at, at + length);
  }

  /** A character-string: a length octet and that many octets (RFC 1035 3.3), as a copy. */
  characterString(): Uint8Array {
    return this.octets(this.u8());
  }

  skip(length: number): void {
    this.take(length);
  }

  /** Moves behind the next octets and gives the offset where they stand in `bytes`. */
  take(length: number): number {
    const at = this.offset;
    // Less than none would be read again and again.
    if (!(length >= 0 && at + length <= this.end))
      throw this.error(`${length} octets wanted, ${this.end - at} left`);
    this.offset = at + length;
    return at;
  }

  /** Runs `read` with the cursor confined to the next `length` octets, all of which it must consume. */
  within<T>(length: number, read: (reader: Reader) => T): T {
    const outerEnd = this.confine(length);
    const value = read(this);
    this.release(outerEnd);
    return value;
  }

  /** Confines the cursor to the next `length` octets; gives the end that `release` sets again. */
  confine(length: number): number {
    const outerEnd = this.end;
    const innerEnd = this.offset + length;
    if (innerEnd > outerEnd) throw this.error(`${length} octets announced, ${this.remaining} left`);
    this.end = innerEnd;
    return outerEnd;
  }

  /** Ends what `confine` began: all octets must have been consumed. */
  release(outerEnd: number): void {
    if (this.offset !== this.end) throw this.error(`${this.end - this.offset} octets too many`);
    this.end = outerEnd;
  }

  error(message: string, offset: number = this.offset): WireError {
    return new WireError(message, offset);
  }
}

function plainView(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array
    ? bytes
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
