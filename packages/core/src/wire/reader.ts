import { WireError } from '../errors/index.ts';

/**
 * A bounds-checked cursor over untrusted bytes: the only place where a decoder touches them.
 * Reading past `end` throws `WireError` with the offset.
 */
export class Reader {
  /** The whole message; compression pointers count from its start. */
  readonly bytes: Uint8Array;
  /** Whether names may be compressed: not where the bytes are rdata without its message. */
  mayPoint = true;
  /** The next octet to read. */
  offset: number;
  /** One past the last octet that may be read; narrowed while rdata is read. */
  end: number;

  constructor(bytes: Uint8Array, offset = 0) {
    // A Buffer's slice() shares memory where a Uint8Array's copies: read through the plain type.
    this.bytes =
      bytes.constructor === Uint8Array
        ? bytes
        : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offset = offset;
    this.end = this.bytes.length;
  }

  get remaining(): number {
    return this.end - this.offset;
  }

  u8(): number {
    return this.bytes[this.#advance(1)] as number;
  }

  u16(): number {
    const at = this.#advance(2);
    return ((this.bytes[at] as number) << 8) | (this.bytes[at + 1] as number);
  }

  u32(): number {
    const at = this.#advance(4);
    const { bytes } = this;
    return (
      (((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number)) >>>
      0
    );
  }

  u48(): number {
    return this.u16() * 2 ** 32 + this.u32();
  }

  u64(): bigint {
    return (BigInt(this.u32()) << 32n) | BigInt(this.u32());
  }

  /** The next octets as a copy that does not keep the message alive. */
  octets(length: number): Uint8Array {
    const at = this.#advance(length);
    return this.bytes.slice(at, at + length);
  }

  /** A character-string: a length octet and that many octets (RFC 1035 3.3), as a copy. */
  characterString(): Uint8Array {
    return this.octets(this.u8());
  }

  skip(length: number): void {
    this.#advance(length);
  }

  /** Runs `read` with the cursor confined to the next `length` octets, all of which it must consume. */
  within<T>(length: number, read: (reader: Reader) => T): T {
    const outerEnd = this.end;
    const innerEnd = this.offset + length;
    if (innerEnd > outerEnd) throw this.error(`${length} octets announced, ${this.remaining} left`);
    this.end = innerEnd;
    const value = read(this);
    if (this.offset !== innerEnd) throw this.error(`${innerEnd - this.offset} octets too many`);
    this.end = outerEnd;
    return value;
  }

  error(message: string, offset: number = this.offset): WireError {
    return new WireError(message, offset);
  }

  #advance(length: number): number {
    const at = this.offset;
    if (at + length > this.end) throw this.error(`${length} octets wanted, ${this.end - at} left`);
    this.offset = at + length;
    return at;
  }
}
