import { foldOctet } from '../wire/index.ts';

/** A name's octets in lower case. */
export function foldOctets(octets: Uint8Array): Uint8Array {
  return octets.map(foldOctet);
}

/** Where each label of a name begins, from left to right and without the root: the place of its length octet. */
export function labelStarts(octets: Uint8Array): number[] {
  const starts: number[] = [];
  for (let at = 0; at < octets.length - 1; at += 1 + (octets[at] as number)) starts.push(at);
  return starts;
}

/** Below 0, 0 or above 0: the canonical order of two names, by their labels from the right (RFC 4034 6.1). */
export function compareOctets(left: Uint8Array, right: Uint8Array): number {
  const lefts = labelStarts(left);
  const rights = labelStarts(right);
  for (;;) {
    const [leftAt, rightAt] = [lefts.pop(), rights.pop()];
    if (leftAt === undefined || rightAt === undefined)
      return Number(leftAt !== undefined) - Number(rightAt !== undefined);
    const order = compareLabels(left, leftAt, right, rightAt);
    if (order !== 0) return order;
  }
}

/** Octet by octet, ASCII's upper case as lower; the end of a label comes before any octet. */
function compareLabels(left: Uint8Array, leftAt: number, right: Uint8Array, rightAt: number): number {
  const leftLength = left[leftAt] as number;
  const rightLength = right[rightAt] as number;
  for (let at = 1; at <= leftLength && at <= rightLength; at++) {
    const order = foldOctet(left[leftAt + at] as number) - foldOctet(right[rightAt + at] as number);
    if (order !== 0) return order;
  }
  return leftLength - rightLength;
}
