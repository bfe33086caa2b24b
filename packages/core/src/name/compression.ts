import { isLabelLength, MAX_LABELS, MAX_POINTER_OFFSET, type Reader, u16At } from '../wire/index.ts';

/** The two bits that make an octet the first of a compression pointer (RFC 1035 4.1.4). */
export const POINTER = 0xc0;

/** Where the labels end that begin at `start`: at the root label or a pointer, before `end`. Throws `WireError`. */
export function labelsEnd(reader: Reader, start: number, end: number): number {
  const { bytes } = reader;
  let at = start;
  while (at < end && isLabelLength(bytes[at] as number)) at += 1 + (bytes[at] as number);
  if (at >= end) throw reader.error('a name runs past the end', end);
  reader.names.octets += at + 1 - start;
  return at;
}

/** Where the pointer at `at` leads: to before `partStart`, where the part of a name began that ends in it. Throws `WireError`. */
export function pointerTarget(reader: Reader, at: number, end: number, partStart: number): number {
  const { bytes } = reader;
  if ((bytes[at] as number) < POINTER) throw reader.error('an unknown label type', at);
  if (!reader.mayPoint) throw reader.error('a compression pointer outside of a message', at);
  if (at + 1 >= end) throw reader.error('a compression pointer is cut off', at);
  const target = targetOf(bytes, at);
  if (target >= partStart) throw notBackwards(reader, at);
  return target;
}

export function targetOf(bytes: Uint8Array, at: number): number {
  return u16At(bytes, at) & MAX_POINTER_OFFSET;
}

/** Refuses more pointers in one name than its labels could need. */
export function checkPointers(reader: Reader, at: number, pointers: number): number {
  if (pointers > MAX_LABELS) throw reader.error('too many compression pointers', at);
  return pointers;
}

export function notBackwards(reader: Reader, at: number): Error {
  return reader.error('a compression pointer does not point backwards', at);
}
