import { copyOctets, HEAP_OCTETS } from './copy-octets.ts';
import { MAX_MESSAGE_OCTETS } from './limits.ts';
import { requireOctets } from './octets.ts';
import { WrittenNames } from './written-names.ts';

/**
 * What a writer without a size writes into, and the next one after it: an array for a whole message costs as much as all
 * that is written to it. Who did not finish, having thrown or being under way, keeps it.
 */
let spare: Uint8Array<ArrayBuffer> | undefined;

/**
 * How names in rdata are written: compressed where RFC 3597 4 allows it, plain, or in the canonical form of RFC 4034 6.2,
 * which is plain and for some types in lower case.
 */
export type NameForm = 'compressed' | 'plain' | 'canonical';

/**
 * What messages and rdata are written into.
 * Throws `RangeError` where a value does not fit its field or the message outgrows 65,535 octets, `TypeError` for octets
 * that are none.
 */
export class Writer {
  /** How names are written. */
  readonly names: NameForm;
  /** What was written, up to `offset`; another array each time that it grows. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The next octet to write. */
  offset = 0;
  #isLent: boolean;
  #written: WrittenNames | undefined;

  /** With the number of octets that will be written, where it is known. */
  constructor(sizeHint: number = MAX_MESSAGE_OCTETS, names: NameForm = 'compressed') {
    this.names = names;
    this.#isLent = sizeHint > HEAP_OCTETS;
    if (this.#isLent) {
      this.bytes = spare ?? new Uint8Array(MAX_MESSAGE_OCTETS);
      spare = undefined;
    } else this.bytes = new Uint8Array(sizeHint);
  }

  /** What compression pointers may refer to. */
  get written(): WrittenNames {
    return (this.#written ??= new WrittenNames());
  }

  u8(value: number): void {
    this.setU8(this.take(1), value);
  }

  u16(value: number): void {
    this.setU16(this.take(2), value);
  }

  u32(value: number): void {
    if (value >>> 0 !== value) throw outOfRange(value, 0xffff_ffff);
    const at = this.take(4);
    this.setU16(at, value >>> 16);
    this.setU16(at + 2, value & 0xffff);
  }

  u48(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** 48) throw outOfRange(value, 2 ** 48 - 1);
    this.u16(Math.floor(value / 2 ** 32));
    this.u32(value % 2 ** 32);
  }

  u64(value: bigint): void {
    if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value)
      throw new RangeError(`${value} is not a bigint of 64 bits`);
    this.u32(Number(value >> 32n));
    this.u32(Number(value & 0xffff_ffffn));
  }

  octets(octets: Uint8Array): void {
    requireOctets(octets);
    const at = this.take(octets.length);
    this.bytes.set(octets, at);
  }

  /** The octets before `end`. */
  octetsUpTo(octets: Uint8Array, end: number): void {
    const at = this.take(end);
    const { bytes } = this;
    for (let index = 0; index < end; index++) bytes[at + index] = octets[index] as number;
  }

  /** A character-string: a length octet and the octets (RFC 1035 3.3). */
  characterString(octets: Uint8Array): void {
    this.u8(octets.length);
    this.octets(octets);
  }

  /** Runs `write` behind a 2-octet field that receives the length of what it wrote. */
  lengthPrefixed(write: (writer: Writer) => void): void {
    const at = this.take(2);
    write(this);
    this.setU16(at, this.offset - at - 2);
  }

  /** Leaves room for octets, and gives their offset. The caller writes all of them: an earlier message's may stand there. */
  take(length: number): number {
    const at = this.offset;
    const end = at + length;
    if (end > this.bytes.length) this.#grow(end);
    this.offset = end;
    return at;
  }

  /** Writes 8 bits where room was left. */
  setU8(at: number, value: number): void {
    if ((value & 0xff) !== value) throw outOfRange(value, 0xff);
    this.bytes[at] = value;
  }

  /** Writes 16 bits where room was left. */
  setU16(at: number, value: number): void {
    if ((value & 0xffff) !== value) throw outOfRange(value, 0xffff);
    this.bytes[at] = value >>> 8;
    this.bytes[at + 1] = value & 0xff;
  }

  /** What was written. The writer is done with: a further octet might change what this gave. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#isLent) {
      // Given back once, and let go of: the next message is written into it.
      spare = this.bytes;
      this.bytes = copyOctets(spare, this.offset);
      this.#isLent = false;
    }
    const { bytes, offset } = this;
    return offset === bytes.length ? bytes : bytes.subarray(0, offset);
  }

  #grow(needed: number): void {
    if (needed > MAX_MESSAGE_OCTETS)
      throw new RangeError(`a message holds at most ${MAX_MESSAGE_OCTETS} octets`);
    const grown = new Uint8Array(Math.min(Math.max(needed, this.bytes.length * 2), MAX_MESSAGE_OCTETS));
    grown.set(this.bytes.subarray(0, this.offset));
    this.bytes = grown;
  }
}

function outOfRange(value: number, maximum: number): RangeError {
  return new RangeError(`${value} is not an integer from 0 to ${maximum}`);
}
