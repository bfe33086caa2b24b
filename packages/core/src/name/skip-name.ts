import { foldOctet, isLabelLength, MAX_LABELS, MAX_NAME_OCTETS, MAX_POINTER_OFFSET } from '../wire/index.ts';
import { POINTER, targetOf } from './compression.ts';

/**
 * The offset behind the name at `start`, which must lie before `end`, in a message of `length` octets; -1 where
 * `readName` would throw. It makes nothing, and follows each pointer anew.
 */
export function nameEnd(bytes: Uint8Array, start: number, end: number, length: number): number {
  let at = labelsEnd(bytes, start, end);
  const behind = bytes[at] === 0 ? at + 1 : at + 2;
  let octets = at + 1 - start;
  let partStart = start;
  for (let pointers = 0; at < end && bytes[at] !== 0; pointers++) {
    const target = targetOf(bytes, at);
    const isPointer = (bytes[at] as number) >= POINTER && at + 1 < end;
    if (!isPointer || target >= partStart || pointers === MAX_LABELS) return -1;
    partStart = target;
    end = length;
    at = labelsEnd(bytes, target, end);
    octets += at - target;
  }
  return at < end && octets <= MAX_NAME_OCTETS ? behind : -1;
}

function labelsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isLabelLength(bytes[at] as number)) at += 1 + (bytes[at] as number);
  return at;
}

/** Whether the names at two places, both passed by `nameEnd`, are equal (RFC 4343). */
export function areEqualNames(bytes: Uint8Array, left: number, right: number): boolean {
  for (;;) {
    left = behindPointers(bytes, left);
    right = behindPointers(bytes, right);
    if (left === right) return true;
    const length = bytes[left] as number;
    if (length !== bytes[right]) return false;
    if (length === 0) return true;
    for (const end = left + length; left < end;)
      if (foldOctet(bytes[++left] as number) !== foldOctet(bytes[++right] as number)) return false;
    left++;
    right++;
  }
}

function behindPointers(bytes: Uint8Array, at: number): number {
  while ((bytes[at] as number) >= POINTER) at = targetOf(bytes, at);
  return at;
}

/**
 * The offset behind the name at `at` where it is that of `octets` octets at `known`, pointed to or repeated octet by
 * octet, as it is in most replies; -1 where it is not. What it reads behind a message of `length` octets does not count.
 */
export function sameNameEnd(
  view: DataView,
  at: number,
  known: number,
  octets: number,
  length: number,
): number {
  if (view.getUint8(at) >= POINTER) return (view.getUint16(at) & MAX_POINTER_OFFSET) === known ? at + 2 : -1;
  const end = at + octets;
  if (end > length) return -1;
  const distance = known - at;
  for (; at + 4 <= end; at += 4) if (view.getInt32(at) !== view.getInt32(at + distance)) return -1;
  for (; at < end; at++) if (view.getUint8(at) !== view.getUint8(at + distance)) return -1;
  return end;
}
