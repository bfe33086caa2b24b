import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { allTypes } from '../rdata/index.ts';
import { HEADER_OCTETS, MAX_MESSAGE_OCTETS, Reader } from '../wire/index.ts';
import { readMessage } from './decode.ts';

/** Octets of names looked at for each octet of the message: as `readName` states it. */
const MAX_LOOKED_AT = 65;
const POINTER = 0xc0;

/** Type TYPE65280, class IN, TTL 1, no rdata. */
const FIELDS = [0xff, 0x00, 0, 1, 0, 0, 0, 1, 0, 0];
const LONGEST_NAME = [...Array.from({ length: 127 }, () => [1, 0x61]).flat(), 0];

/** How often an octet was looked at on average, whether or not the message was refused. */
function lookedAt(bytes: Uint8Array): number {
  const reader = new Reader(bytes);
  try {
    readMessage(reader, allTypes);
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
  }
  return reader.names.octets / bytes.length;
}

/** A first record, and as many as fit of those that `unit` makes. */
function messageOf(first: readonly number[], unit: (index: number) => readonly number[]): Uint8Array {
  const octets = [...first];
  let count = 1;
  for (; ; count++) {
    const record = unit(count);
    if (HEADER_OCTETS + octets.length + record.length > MAX_MESSAGE_OCTETS) break;
    octets.push(...record);
  }
  return Uint8Array.of(0, 1, 0x81, 0x80, 0, 0, count >>> 8, count & 0xff, 0, 0, 0, 0, ...octets);
}

function pointerTo(target: number): number[] {
  return [POINTER | (target >>> 8), target & 0xff];
}

describe('the work of reading the names of a message', () => {
  it.each<readonly [string, Uint8Array, number]>([
    [
      'owners that all point to 127 labels',
      messageOf([...LONGEST_NAME, ...FIELDS], () => [...pointerTo(HEADER_OCTETS), ...FIELDS]),
      1,
    ],
    [
      'owners that point to each of 127 labels',
      messageOf([...LONGEST_NAME, ...FIELDS], (index) => [
        ...pointerTo(HEADER_OCTETS + 2 * (index % 127)),
        ...FIELDS,
      ]),
      1,
    ],
    [
      'owners of a label before 126 others',
      messageOf([...LONGEST_NAME, ...FIELDS], () => [1, 0x62, ...pointerTo(HEADER_OCTETS + 2), ...FIELDS]),
      1,
    ],
    [
      'pointers to wherever a label of 63 octets could begin',
      messageOf(
        [0, 0xff, 0, 0, 1, 0, 0, 0, 1, 0x3f, 0x00, ...new Array<number>(0x3f00).fill(0x3f)],
        (index) => [...pointerTo(HEADER_OCTETS + 11 + index), ...FIELDS],
      ),
      MAX_LOOKED_AT,
    ],
    [
      'labels that begin in each other',
      messageOf(
        [
          0,
          0xff,
          0,
          0,
          1,
          0,
          0,
          0,
          1,
          0x20,
          0x00,
          ...Array.from({ length: 0x2000 }, (_, at) => (at % 64 === 63 ? 0 : 63 - (at % 64))),
        ],
        (index) => [...pointerTo(HEADER_OCTETS + 11 + (index % 0x2000)), ...FIELDS],
      ),
      MAX_LOOKED_AT,
    ],
  ])('is linear for %s', (_what, bytes, factor) => {
    expect(bytes.length).toBeGreaterThan(60_000);
    expect(lookedAt(bytes)).toBeLessThanOrEqual(factor);
  });

  it('is linear for whatever octets', () => {
    const octet = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x3f, POINTER));
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 400 }), fc.nat(40), (body, count) => {
        const header = [0, 1, 0x81, 0x80, 0, count, 0, count, 0, 0, 0, 0];
        expect(lookedAt(Uint8Array.of(...header, ...body))).toBeLessThanOrEqual(MAX_LOOKED_AT);
      }),
      { numRuns: 2000 },
    );
  });
});
