import { describe, expect, it } from 'vitest';
import { HEADER_OCTETS, MAX_MESSAGE_OCTETS } from '../wire/index.ts';
import * as common from './common-codecs.ts';
import * as further from './further-codecs.ts';
import { decodeRdata, type KnownType, RecordTypes } from './index.ts';

/** Of a record that the root owns, without its rdata. */
const RECORD_OCTETS = 11;

const EVERY_TYPE = Array.from({ length: 256 }, (_, window) => [window, 32, ...filled(32, [0xff])]).flat();
const MOST = MAX_MESSAGE_OCTETS - HEADER_OCTETS - RECORD_OCTETS;

describe('hostile rdata', () => {
  it('a bitmap of every type is read without naming any', () => {
    let named = 0;
    class CountingTypes extends RecordTypes {
      override nameOf(code: number): ReturnType<RecordTypes['nameOf']> {
        named++;
        return super.nameOf(code);
      }
    }
    const types = new CountingTypes({ ...common, ...further });
    const { typeBitMaps } = decodeRdata<KnownType, 'NSEC'>('NSEC', Uint8Array.from([0, ...EVERY_TYPE]), {
      types,
    });
    expect(named).toBe(0);
    expect([...typeBitMaps]).toHaveLength(65_536);
    expect(named).toBe(65_536);
  });

  it.each([0, 1, 2])('strings of %i octets share one copy of their record', (length) => {
    const octets = Uint8Array.from(filled(MOST, [length, ...filled(length, [0x61])]));
    const { strings } = decodeRdata('TXT', octets);
    expect(strings).toHaveLength(Math.floor(MOST / (length + 1)));
    expect(new Set(strings.map(({ buffer }) => buffer)).size).toBeLessThanOrEqual(2);
    octets.fill(0);
    expect(strings.at(-1)).toEqual(Uint8Array.from(filled(length, [0x61])));
  });
});

function filled(length: number, octets: readonly number[]): number[] {
  const times = octets.length === 0 ? 0 : Math.floor(length / octets.length);
  return Array.from({ length: times }, () => octets).flat();
}
