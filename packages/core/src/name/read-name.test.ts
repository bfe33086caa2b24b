import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { Reader } from '../wire/index.ts';
import { readName } from './read-name.ts';

/** Octets in which names, and pointers to and into them, are likely wherever one begins to read. */
const namesLike = fc
  .array(
    fc.oneof(
      fc.constantFrom([0], [1, 0x61], [2, 0x41, 0x62], [3, 1, 0x63, 0], [5, 0x64, 0x64, 0x64, 0x64, 0x64]),
      fc.nat(120).map((target) => [0xc0, target]),
      fc.nat(255).map((octet) => [octet]),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

/** The name as text, or what is wrong with it. */
function read(reader: Reader, offset: number): string {
  reader.offset = offset;
  try {
    const name = readName(reader);
    return `${name.text} ${name.octets.length} ${reader.offset}`;
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
    expect((error as WireError).offset).toBeLessThanOrEqual(reader.bytes.length);
    return 'refused';
  }
}

/** By the letter of RFC 1035 4.1.4, without anything remembered. */
function readAnew(bytes: Uint8Array, offset: number): string {
  const octets: number[] = [];
  let at = offset;
  let partStart = offset;
  let behind: number | undefined;
  for (let pointers = 0; pointers <= 127;) {
    const octet = bytes[at] ?? 0x40;
    if (octet === 0) {
      const name = readName(new Reader(Uint8Array.of(...octets, 0)));
      return octets.length < 255 ? `${name.text} ${octets.length + 1} ${behind ?? at + 1}` : 'refused';
    }
    if (octet < 0x40) {
      if (at + octet >= bytes.length || octets.length + octet > 254) return 'refused';
      octets.push(...bytes.subarray(at, at + 1 + octet));
      at += 1 + octet;
    } else {
      const target = ((octet & 0x3f) << 8) | (bytes[at + 1] ?? 0xff);
      if (octet < 0xc0 || at + 1 >= bytes.length || target >= partStart) return 'refused';
      behind ??= at + 2;
      at = partStart = target;
      pointers++;
    }
  }
  return 'refused';
}

describe('readName', () => {
  it('reads the same whatever was read before in the message (RFC 1035 4.1.4)', () => {
    fc.assert(
      fc.property(namesLike, (bytes) => {
        const reader = new Reader(bytes);
        for (let offset = 0; offset < bytes.length; offset++)
          expect([offset, read(reader, offset)]).toEqual([offset, readAnew(bytes, offset)]);
      }),
      { numRuns: 2000 },
    );
  });

  it('looks at each label once by way of pointers, however many lead to it', () => {
    const labels = Array.from({ length: 120 }, () => [1, 0x61]).flat();
    const pointers = Array.from({ length: 8000 }, (_, index) => [0xc0, 2 * (index % 121)]).flat();
    const bytes = Uint8Array.of(...labels, 0, ...pointers);
    const reader = new Reader(bytes);
    while (reader.remaining > 0) readName(reader);
    // Each name: its own octets; and the 240 octets of labels, once more.
    expect(reader.names.octets).toBeLessThanOrEqual(bytes.length + labels.length);
  });

  it('bounds the pointers that a name may take, whether they were followed before or not', () => {
    const bytes = new Uint8Array(600);
    for (let at = 2; at < 600; at += 2) bytes.set([0xc0 | ((at - 2) >> 8), (at - 2) & 0xff], at);
    const reader = new Reader(bytes);
    for (let at = 2; at <= 254; at += 2) expect(read(reader, at)).toBe(`. 1 ${at + 2}`);
    for (const late of [reader, new Reader(bytes)]) {
      late.offset = 256;
      expect(() => readName(late)).toThrow('too many compression pointers');
    }
  });

  it('follows no pointer once names may not be compressed, not even one that was followed before', () => {
    const reader = new Reader(Uint8Array.of(1, 0x61, 0, 0xc0, 0, 0xc0, 0));
    expect([readName(reader).text, readName(reader).text]).toEqual(['a.', 'a.']);
    reader.mayPoint = false;
    expect(() => readName(reader)).toThrow('a compression pointer outside of a message');
  });

  it('tells labels apart that differ in one octet', () => {
    for (let at = 1; at < 20; at++) {
      for (let octet = 0; octet < 256; octet++) {
        const bytes = Uint8Array.of(19, ...new Array<number>(19).fill(0x61), 0);
        bytes[at] = octet;
        expect(readName(new Reader(bytes)).octets).toEqual(bytes);
      }
    }
  });
});
