import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_POINTER_OFFSET, Reader, Writer } from '../wire/index.ts';
import { Name, readName, writeCompressedName } from './index.ts';

/** Names of few labels: whatever a message has, others had at other places. */
const names = fc
  .array(fc.constantFrom('a', 'A', 'b', 'bb'), { maxLength: 3 })
  .map((labels) => Name.fromLabels(labels.map((label) => Buffer.from(label))));

function written(some: readonly Name[], before = 0): Uint8Array {
  const writer = new Writer();
  writer.octets(new Uint8Array(before));
  for (const name of some) writeCompressedName(writer, name);
  return writer.finish();
}

function readAll(bytes: Uint8Array, start: number): string[] {
  const reader = new Reader(bytes, start);
  const texts: string[] = [];
  while (reader.remaining > 0) texts.push(readName(reader).text);
  return texts;
}

describe('writeCompressedName', () => {
  it('writes what is read back, with its case, whatever was written into the messages before', () => {
    fc.assert(
      fc.property(fc.array(names, { maxLength: 12 }), (some) => {
        expect(readAll(written(some, 12), 12)).toEqual(some.map(({ text }) => text));
      }),
      { numRuns: 2000 },
    );
  });

  it('points to what stands within 14 bits, and to nothing behind (RFC 1035 4.1.4)', () => {
    const name = Name.from('a.b');
    const [whole, pointer] = [name.octets.length, 2];
    for (const [start, second] of [
      [MAX_POINTER_OFFSET, pointer],
      [MAX_POINTER_OFFSET + 1, whole],
    ] as const) {
      const bytes = written([name, name], start);
      expect(bytes.length).toBe(start + whole + second);
      expect(readAll(bytes, start)).toEqual(['a.b.', 'a.b.']);
    }
  });
});
