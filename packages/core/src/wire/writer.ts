import { MAX_MESSAGE_OCTETS } from './limits.ts';

const INITIAL_OCTETS = 512;

/**
 * How names in rdata are written: compressed where RFC 3597 4 allows it, plain, or in the canonical form of RFC 4034 6.2,
 * which is plain and for some types in lower case.
 */
export type NameForm = 'compressed' | 'plain' | 'canonical';

/**
 * A growing buffer that messages and rdata are written into.
 * Throws `RangeError` where a value does not fit its field or the message outgrows 65,535 octets.
 */
export class Writer {
  /** Where each name suffix stands that was written so far, by its octets: what compression pointers refer to. */
  readonly suffixes: Map<string, number> = new Map();
  /** How names are written. */
  readonly names: NameForm;
  /** The next octet to write. */
  offset = 0;
  #bytes: Uint8Array<ArrayBuffer>;

  constructor(sizeHint: number = INITIAL_OCTETS, names: NameForm = 'compressed') {
    this.names = names;
    this.#bytes = new Uint8Array(sizeHint);
  }

  u8(value: number): void {
    const at = this.#reserve(1);
    this.#bytes[at] = checked(value, 0xff);
  }

  u16(value: number): void {
    const at = this.#reserve(2);
    this.#putU16(at, checked(value, 0xffff));
  }

  u32(value: number): void {
    checked(value, 0xffff_ffff);
    const at = this.#reserve(4);
    this.#putU16(at, value >>> 16);
    this.#putU16(at + 2, value & 0xffff);
  }

  u48(value: number): void {
    checked(value, 2 ** 48 - 1);
    this.u16(Math.floor(value / 2 ** 32));
    this.u32(value % 2 ** 32);
  }

  u64(value: bigint): void {
    if (BigInt.asUintN(64, value) !== value) throw new RangeError(`${value} is not an integer of 64 bits`);
    this.u32(Number(value >> 32n));
    this.u32(Number(value & 0xffff_ffffn));
  }

  octets(octets: Uint8Array): void {
    const at = this.#reserve(octets.length);
    this.#bytes.set(octets, at);
  }

  /** A character-string: a length octet and the octets (RFC 1035 3.3). */
  characterString(octets: Uint8Array): void {
    this.u8(octets.length);
    this.octets(octets);
  }

  /** Runs `write` behind a 2-octet field that receives the length of what it wrote. */
  lengthPrefixed(write: (writer: Writer) => void): void {
    const at = this.#reserve(2);
    write(this);
    this.#putU16(at, checked(this.offset - at - 2, 0xffff));
  }

  /** What was written, as a view: the writer is done with it. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.offset);
  }

  #putU16(at: number, value: number): void {
    this.#bytes[at] = value >>> 8;
    this.#bytes[at + 1] = value & 0xff;
  }

  #reserve(length: number): number {
    const at = this.offset;
    const needed = at + length;
    if (needed > MAX_MESSAGE_OCTETS)
      throw new RangeError(`a message holds at most ${MAX_MESSAGE_OCTETS} octets`);
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(Math.max(needed, this.#bytes.length * 2), MAX_MESSAGE_OCTETS));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
    }
    this.offset = needed;
    return at;
  }
}

function checked(value: number, maximum: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= maximum) return value;
  throw new RangeError(`${value} is not an integer from 0 to ${maximum}`);
}
