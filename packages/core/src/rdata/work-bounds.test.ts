import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { decodeMessage, type Message } from '../message/index.ts';
import { HEADER_OCTETS, MAX_MESSAGE_OCTETS, Writer } from '../wire/index.ts';
import * as common from './common-codecs.ts';
import * as further from './further-codecs.ts';
import { allTypes, decodeRdata, type KnownType, RecordTypes } from './index.ts';

/** What a decoded message may hold for each octet that it was read from. */
const MAX_RETAINED_FACTOR = 64;
const HELD_MESSAGES = 8;
/** Of a record that the root owns, without its rdata. */
const RECORD_OCTETS = 11;
const OPT = 41;

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

  it.each([
    ['NSEC of every type', messageOf(47, [0, ...EVERY_TYPE])],
    ['NSEC of a window', messageOf(47, [0, ...EVERY_TYPE.slice(0, 34)])],
    ['NSEC of one type', messageOf(47, [0, 0, 1, 0x40])],
    ['NSEC of no type', messageOf(47, [0])],
    ['NSEC3 of every type', messageOf(50, [1, 0, 0, 0, 0, 1, 5, ...EVERY_TYPE])],
    ['NSEC3 of one type', messageOf(50, [1, 0, 0, 0, 0, 1, 5, 0, 1, 0x40])],
    ['CSYNC of every type', messageOf(62, [0, 0, 0, 1, 0, 3, ...EVERY_TYPE])],
    ['NXT of every type', messageOf(30, [0, 0x7f, ...filled(15, [0xff])])],
    ['TXT of empty strings', messageOf(16, filled(MOST, [0]))],
    ['TXT of one letter each', messageOf(16, filled(MOST, [1, 0x61]))],
    ['TXT of two letters each', messageOf(16, filled(MOST, [2, 0x61, 0x62]))],
    ['TXT of few strings', messageOf(16, filled(40, [1, 0x61]))],
    ['TXT of two empty strings', messageOf(16, [0, 0])],
    ['HTTPS of empty keys', messageOf(65, [0, 1, 0, ...keys(16_000)])],
    ['empty NSID', messageOf(OPT, filled(MOST, [0, 3, 0, 0]), 1)],
    ['empty options that are not known', messageOf(OPT, filled(MOST, [0xfd, 0xe9, 0, 0]), 1)],
  ])('%s holds less than 64 times its octets', (_what, bytes) => {
    expect(retainedOctets(bytes) / bytes.length).toBeLessThan(MAX_RETAINED_FACTOR);
  });
});

function filled(length: number, octets: readonly number[]): number[] {
  const times = octets.length === 0 ? 0 : Math.floor(length / octets.length);
  return Array.from({ length: times }, () => octets).flat();
}

function keys(count: number): number[] {
  return Array.from({ length: count }, (_, at) => [(at + 100) >>> 8, (at + 100) & 0xff, 0, 0]).flat();
}

/** Records of one type and rdata in the additional section, as many as there is room for. */
function messageOf(code: number, rdata: readonly number[], maximum = 0xffff): Uint8Array {
  const room = Math.floor((MAX_MESSAGE_OCTETS - HEADER_OCTETS) / (RECORD_OCTETS + rdata.length));
  const count = Math.min(room, maximum);
  const octets = Uint8Array.from(rdata);
  const writer = new Writer();
  for (const field of [0, 0x8000, 0, 0, 0, count]) writer.u16(field);
  for (let index = 0; index < count; index++) {
    writer.u8(0);
    for (const field of [code, 1, 0, 0, rdata.length]) writer.u16(field);
    writer.octets(octets);
  }
  return writer.finish();
}

/** What one of several messages that are decoded from these octets holds. */
function retainedOctets(bytes: Uint8Array): number {
  const decode = (): Message => decodeMessage<KnownType>(bytes, { types: allTypes });
  decode();
  const held: Message[] = [];
  const before = usedOctets();
  for (let count = 0; count < HELD_MESSAGES; count++) held.push(decode());
  return (usedOctets() - before) / held.length;
}

function usedOctets(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Array buffers are counted until the collection after the one that frees them.
  for (let count = 0; count < 3; count++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
