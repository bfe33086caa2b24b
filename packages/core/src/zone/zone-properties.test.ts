import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ParseError } from '../errors/index.ts';
import type { ResourceRecord } from '../message/index.ts';
import { allTexts } from '../presentation/index.ts';
import { anyName, anyRecord, sampleRecords } from '../testing/message-samples.ts';
import { parseZone, parseZoneStream, printZone } from './index.ts';

const types = allTexts;
const printed = [...printZone(sampleRecords, { types })].join('');

describe('zone files', () => {
  it('are read back as they were printed: every type', () => {
    expect([...parseZone(printed, { types })]).toEqual(sampleRecords);
  });

  it('are read back as they were printed: any owners, TTLs, origin and default TTL', () => {
    const records = fc.array(anyRecord, { maxLength: 8 });
    const origin = fc.option(anyName, { nil: undefined });
    const ttlSeconds = fc.option(fc.nat(0x7fff_ffff), { nil: undefined });
    fc.assert(
      fc.property(records, origin, ttlSeconds, (records, origin, ttlSeconds) => {
        // Owners below the origin, in its case and in another; the same owner and TTL one after the other.
        const all = records.flatMap((record): ResourceRecord[] => {
          if (origin === undefined || record.name.octets.length + origin.octets.length > 256) return [record];
          const name = record.name.concat(origin);
          const commonTtl = ttlSeconds ?? record.ttlSeconds;
          return [
            record,
            { ...record, name },
            { ...record, name: name.toCanonical(), ttlSeconds: commonTtl },
          ];
        });
        const options = {
          types,
          ...(origin === undefined ? {} : { origin }),
          ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
        };
        expect([...parseZone([...printZone(all, options)].join(''), { types })]).toEqual(all);
      }),
    );
  });

  it('make parseZone throw ParseError and nothing else, and are the same in chunks', async () => {
    const words = fc.constantFrom(
      ';',
      '(',
      ')',
      '"',
      '\\',
      '\n',
      ' ',
      '\\#',
      '$TTL',
      '$ORIGIN a\n',
      '@',
      '9',
      '\u{1f600}',
      '1w',
    );
    const edit = fc.tuple(fc.nat(printed.length), fc.nat(8), fc.oneof(words, fc.string()));
    let parsed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        fc.nat(printed.length),
        async (edits, cut) => {
          let text = printed;
          for (const [at, length, word] of edits) text = text.slice(0, at) + word + text.slice(at + length);
          const whole = outcome(() => [...parseZone(text, { types })]);
          if (Array.isArray(whole)) parsed++;
          else expect(whole).toBeInstanceOf(ParseError);
          const streamed = await collect([text.slice(0, cut), text.slice(cut)]);
          expect(streamed).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
    expect(parsed).toBeGreaterThan(0);
  });

  it('are read at a cost that is linear in their length, in one chunk or many', () => {
    const line = 'host 300 IN TXT "some text" "and more" ; and a comment\n';
    const looked = vi.spyOn(String.prototype, 'charCodeAt');
    const charactersLookedAt = (chunks: readonly string[]): number => {
      looked.mockClear();
      for (const _ of parseZone('$INCLUDE chunks', { include: () => chunks })) void 0;
      return looked.mock.calls.length;
    };
    const [few, many] = [line.repeat(50), line.repeat(800)];
    const cost = charactersLookedAt([few]);
    expect(cost).toBeGreaterThan(few.length);
    expect(charactersLookedAt([many])).toBeLessThanOrEqual(16 * cost);
    expect(charactersLookedAt(many.split(''))).toBeLessThanOrEqual(16 * cost);
    looked.mockRestore();
  });
});

function outcome(read: () => ResourceRecord[]): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

async function collect(chunks: string[]): Promise<unknown> {
  const records: ResourceRecord[] = [];
  try {
    for await (const record of parseZoneStream(chunks, { types })) records.push(record);
    return records;
  } catch (error) {
    return error;
  }
}
