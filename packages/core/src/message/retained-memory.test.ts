import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { allTypes, type KnownType } from '../rdata/index.ts';
import { HEADER_OCTETS, MAX_MESSAGE_OCTETS, Writer } from '../wire/index.ts';
import { decodeMessage, type Message } from './index.ts';

/** What a decoded message may hold for each octet that it was read from. */
const MAX_RETAINED_FACTOR = 64;
const HELD_MESSAGES = 8;
/** Of a record that the root owns, without its rdata. */
const RECORD_OCTETS = 11;
const OPT = 41;

const EVERY_TYPE = Array.from({ length: 256 }, (_, window) => [window, 32, ...filled(32, [0xff])]).flat();
const MOST = MAX_MESSAGE_OCTETS - HEADER_OCTETS - RECORD_OCTETS;
/** Of a HIP record, before its rendezvous servers. */
const HIP_FIELDS = [1, 2, 0, 1, 0xaa, 0xbb];
/** 127 labels of an octet; what is not printable takes four characters of a text. */
const [LONGEST_NAME, LONGEST_TEXT] = [0x61, 0].map((octet) => [...filled(254, [1, octet]), 0]) as [
  number[],
  number[],
];
/** Type, class, TTL and length of a record without rdata, of a type that nobody knows. */
const FIELDS = [0xff, 0, 0, 1, 0, 0, 0, 1, 0, 0];

describe('a decoded message', () => {
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
    ['NSID of an octet', messageOf(OPT, filled(MOST, [0, 3, 0, 1, 1]), 1)],
    ['empty options that are not known', messageOf(OPT, filled(MOST, [0xfd, 0xe9, 0, 0]), 1)],
    ['options that are not known, of an octet', messageOf(OPT, filled(MOST, [0xfd, 0xe9, 0, 1, 1]), 1)],
    ['extended errors without text', messageOf(OPT, filled(MOST, [0, 15, 0, 2, 0, 6]), 1)],
    ['extended errors of a letter', messageOf(OPT, filled(MOST, [0, 15, 0, 3, 0, 6, 0x61]), 1)],
    ['extended errors that are not UTF-8', messageOf(OPT, filled(MOST, [0, 15, 0, 3, 0, 6, 0xff]), 1)],
    ['client subnets', messageOf(OPT, filled(MOST, [0, 8, 0, 5, 0, 2, 8, 0, 0xfe]), 1)],
    ['APL without addresses', messageOf(42, filled(MOST, [0, 2, 0, 0]))],
    ['APL of addresses', messageOf(42, filled(MOST, [0, 2, 0, 3, 0x20, 1, 0xd]))],
    ['HIP with servers at the root', messageOf(55, [...HIP_FIELDS, ...filled(MOST - 6, [0])])],
    ['HIP with short names', messageOf(55, [...HIP_FIELDS, ...each(13_000, (at) => [3, ...u24(at), 0])])],
    [
      'HIP with longer names',
      messageOf(55, [...HIP_FIELDS, ...each(6500, (at) => [8, ...u24(at), 1, 2, 3, 4, 5, 0])]),
    ],
    ['HIP with long names of escapes', messageOf(55, [...HIP_FIELDS, ...filled(MOST - 6, LONGEST_TEXT)])],
    ['owners of 127 labels', messageBehind(LONGEST_NAME, () => [0xc0, HEADER_OCTETS])],
    [
      'owners of a label before 126',
      messageBehind(LONGEST_NAME, (at) => [1, at & 0xff, 0xc0, HEADER_OCTETS + 2]),
    ],
    [
      'owners of a label before 125',
      messageBehind(LONGEST_TEXT, (at) => [2, at >>> 8, at & 0xff, 0xc0, HEADER_OCTETS + 4]),
    ],
    ['owners that are a chain of pointers', messageOfChain()],
  ])('of %s holds less than 64 times its octets', (_what, bytes) => {
    expect(retainedOctets(bytes) / bytes.length).toBeLessThan(MAX_RETAINED_FACTOR);
  });
});

function filled(length: number, octets: readonly number[]): number[] {
  return each(Math.floor(length / octets.length), () => octets);
}

function each(count: number, octetsAt: (at: number) => readonly number[]): number[] {
  return Array.from({ length: count }, (_, at) => octetsAt(at)).flat();
}

function u24(value: number): number[] {
  return [value >>> 16, (value >>> 8) & 0xff, value & 0xff];
}

function keys(count: number): number[] {
  return each(count, (at) => [(at + 100) >>> 8, (at + 100) & 0xff, 0, 0]);
}

/** Records of one type and rdata in the additional section, as many as there is room for. */
function messageOf(code: number, rdata: readonly number[], maximum = 0xffff): Uint8Array {
  const room = Math.floor((MAX_MESSAGE_OCTETS - HEADER_OCTETS) / (RECORD_OCTETS + rdata.length));
  const count = Math.min(room, maximum);
  const octets = Uint8Array.from(rdata);
  const writer = new Writer();
  for (const octet of headerOf(count)) writer.u8(octet);
  for (let index = 0; index < count; index++) {
    writer.u8(0);
    for (const field of [code, 1, 0, 0, rdata.length]) writer.u16(field);
    writer.octets(octets);
  }
  return writer.finish();
}

/** A record that the name owns, and as many as fit in that own what `ownerAt` gives. */
function messageBehind(name: readonly number[], ownerAt: (at: number) => readonly number[]): Uint8Array {
  const room = MAX_MESSAGE_OCTETS - HEADER_OCTETS - name.length - FIELDS.length;
  const count = Math.floor(room / (ownerAt(0).length + FIELDS.length));
  const records = each(count, (at) => [...ownerAt(at), ...FIELDS]);
  return Uint8Array.of(...headerOf(count + 1), ...name, ...FIELDS, ...records);
}

/** Records whose owner is the end of 126 pointers in the first one's rdata, each behind a label. */
function messageOfChain(): Uint8Array {
  const start = HEADER_OCTETS + RECORD_OCTETS;
  const chain = each(126, (at) => [1, 0x61, 0xc0 | ((start + 4 * at) >>> 8), (start + 4 * at) & 0xff]);
  // The first pointer leads to the root, which stands before it.
  const rdata = [0, 0, 0, 0, ...chain];
  const first = [0, ...FIELDS.slice(0, -2), rdata.length >>> 8, rdata.length & 0xff, ...rdata];
  const end = start + rdata.length - 4;
  const record = [0xc0 | (end >>> 8), end & 0xff, ...FIELDS];
  const count = Math.floor((MAX_MESSAGE_OCTETS - HEADER_OCTETS - first.length) / record.length);
  return Uint8Array.of(...headerOf(count + 1), ...first, ...each(count, () => record));
}

/** Of a reply with so many additional records. */
function headerOf(count: number): number[] {
  return [0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, count >>> 8, count & 0xff];
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
