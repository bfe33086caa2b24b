/** A message of 65,535 octets behind two of a selector. */
export const MAX_INPUT_OCTETS = 65_537;

/** An input while it is made, in one buffer for all of them. What does not fit is left out. */
export class Draft {
  readonly bytes: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_INPUT_OCTETS);
  length = 0;

  /** The input, in memory of its own. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  set(octets: Uint8Array): void {
    this.length = 0;
    this.append(octets);
  }

  append(octets: Uint8Array): void {
    this.insert(this.length, octets);
  }

  u8(value: number): void {
    if (this.length < MAX_INPUT_OCTETS) this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.u8(value >>> 8);
    this.u8(value);
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value);
  }

  u16At(at: number): number {
    return ((this.bytes[at] ?? 0) << 8) | (this.bytes[at + 1] ?? 0);
  }

  putU16(at: number, value: number): void {
    if (at + 2 > this.length) return;
    this.bytes[at] = value >>> 8;
    this.bytes[at + 1] = value;
  }

  /** Inserts octets, which may be the draft's own. */
  insert(at: number, octets: Uint8Array): void {
    const count = Math.min(octets.length, MAX_INPUT_OCTETS - this.length);
    const inserted = octets.buffer === this.bytes.buffer ? octets.slice(0, count) : octets.subarray(0, count);
    this.bytes.copyWithin(at + count, at, this.length);
    this.bytes.set(inserted, at);
    this.length += count;
  }

  remove(at: number, count: number): void {
    const end = Math.min(at + count, this.length);
    this.bytes.copyWithin(at, end, this.length);
    this.length -= end - at;
  }

  /** Puts octets in the place of those between the two offsets. */
  replace(start: number, end: number, octets: Uint8Array): void {
    this.remove(start, end - start);
    this.insert(start, octets);
  }

  overwrite(at: number, octets: Uint8Array): void {
    const count = Math.min(octets.length, this.length - at);
    if (count > 0) this.bytes.set(octets.subarray(0, count), at);
  }
}
