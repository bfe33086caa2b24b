import { type RecordType, WireError } from '@hushdns/core';
import { allTypes } from '@hushdns/core/types';
import { decodeRdata, HEADER_OCTETS, MAX_MESSAGE_OCTETS, MAX_POINTER_OFFSET } from '@hushdns/core/wire';
import type { RdataSeed } from '../input/message-mutations.ts';
import { registeredTypes } from './record-types.ts';
import { optionSeeds, rdataSeeds } from './seeds.ts';

/** Of the one record of a message, owned by the root. */
const MAX_RDATA_OCTETS = MAX_MESSAGE_OCTETS - HEADER_OCTETS - 11;
/** A type that nobody registers (RFC 6895 3.1), class IN, TTL 1. */
const UNKNOWN = [0xff, 0x00, 0, 1, 0, 0, 0, 1];
const SOA = [0, 6, 0, 1, 0, 0, 0, 1];
const NS = [0, 2, 0, 1, 0, 0, 0, 1];
const OPT = [0, 41, 0x04, 0xd0, 0, 0, 0, 0];
const ROOT_QUESTION = [0, 0, 1, 0, 1];
const HIP = 55;
/** Of a HIP record, before its rendezvous servers: a tag and a key of an octet each. */
const HIP_FIELDS = [1, 2, 0, 1, 0xaa, 0xbb];
/** Types that have no rdata of zeros or ones up to here are left to the seeds. */
const MAX_SHORT_OCTETS = 40;
/** 255 octets: 127 labels of one. */
const LONGEST_NAME = [...repeated([1, 0x61], 254), 0];

/** Messages that make the most of what the wire format allows, and counts that lie. */
export function worstMessages(): Uint8Array[] {
  const oneRecord = [0, ...UNKNOWN, 0, 0];
  const longOwner = [...LONGEST_NAME, ...UNKNOWN, 0, 0];
  const pointer = pointerTo(HEADER_OCTETS);
  return [
    // 13,104 questions, 5,956 records: no message holds more.
    filled([], ROOT_QUESTION, 4),
    filled([], oneRecord, 6),
    filled([], oneRecord, 10),
    // Every owner is 255 octets long, 2 on the wire; then names in rdata, and then owners that are names of their own.
    filled(longOwner, [...pointer, ...UNKNOWN, 0, 0], 6),
    filled(longOwner, [...pointer, ...SOA, 0, 24, ...pointer, ...pointer, ...repeated([1], 20)], 6),
    filled(longOwner, [...pointer, ...NS, 0, 2, ...pointer], 6),
    filled(longOwner, [1, 0x62, ...pointerTo(HEADER_OCTETS + 2), ...UNKNOWN, 0, 0], 6),
    rendezvousServers(pointer),
    rendezvousServers([1, 0x63, ...pointer]),
    pointerChain(126),
    pointerChain(127),
    pointerChain(8000),
    pointerChain(126, [1, 0x61]),
    message([0xffff, 0xffff, 0xffff, 0xffff], []),
    message([1, 0xffff, 0, 0], [...ROOT_QUESTION, ...oneRecord]),
    message([0xffff, 0, 0, 0], repeated(ROOT_QUESTION, 1000)),
    message([0, 0, 0, 0], repeated([0], MAX_MESSAGE_OCTETS - HEADER_OCTETS)),
    message([1, 0, 0, 0], [...pointer, 0, 1, 0, 1]),
    message([1, 0, 0, 0], [...repeated([0x3f], 60_000), 0, 0, 1, 0, 1]),
    // Options of an OPT record without a value, as many as there is room for; then extended errors.
    oneRecordOf(OPT, repeated([0, 12, 0, 0], MAX_RDATA_OCTETS), 10),
    oneRecordOf(OPT, repeated([0, 15, 0, 2, 0, 6], MAX_RDATA_OCTETS), 10),
    ...worstOptions().map((option) => oneRecordOf(OPT, repeated(option, MAX_RDATA_OCTETS), 10)),
    ...worstRdata().map(({ code, octets }) => oneRecordOf(headOf(code), octets, 6)),
  ];
}

/** Of every typed option and of one that nobody knows, those that make the most of the fewest octets. */
function worstOptions(): (readonly number[])[] {
  const unread = [3, 15, 0xfde9].map((code) => [code >>> 8, code & 0xff, 0, 1, 0x61]);
  const texts = [0x61, 0xff].map((octet) => [0, 15, 0, 3, 0, 6, octet]);
  return [...unread, ...texts, ...optionSeeds().map((option) => [...option])];
}

/** A HIP record of nothing but this rendezvous server, which may point to the question's name. */
function rendezvousServers(name: readonly number[]): Uint8Array {
  const question = [1, 0x61, ...ROOT_QUESTION];
  const rdata = [...HIP_FIELDS, ...repeated(name, MAX_RDATA_OCTETS - question.length - HIP_FIELDS.length)];
  const record = [0, ...headOf(HIP), rdata.length >>> 8, rdata.length & 0xff, ...rdata];
  return message([1, 1, 0, 0], [...question, ...record]);
}

/** Messages of as many records as fit in, for every type: with its shortest rdata that is zeros, ones, or among the seeds. */
export function fullMessages(): Uint8Array[] {
  const seeds = rdataSeeds().toSorted((left, right) => left.octets.length - right.octets.length);
  const zeros = Array.from({ length: MAX_SHORT_OCTETS }, (_, at) => new Uint8Array(at + 1));
  const ones = zeros.map((octets) => octets.map(() => 1));
  return registeredTypes.flatMap(({ type, code }) => {
    const own = seeds.filter((seed) => seed.code === code).map(({ octets }) => octets);
    return [zeros, ones, own].flatMap((candidates) => {
      const octets = candidates.find((each) => isRdata(type, each));
      return octets === undefined ? [] : [filled([], [0, ...headOf(code), 0, octets.length, ...octets], 6)];
    });
  });
}

function isRdata(type: RecordType, octets: Uint8Array): boolean {
  try {
    decodeRdata(type, octets, { types: allTypes });
    return true;
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}

/** Long rdata for every type: what makes the most elements of the fewest octets is among it. */
export function worstRdata(): RdataSeed[] {
  const patterns = [
    new Uint8Array(MAX_RDATA_OCTETS),
    new Uint8Array(MAX_RDATA_OCTETS).fill(1),
    new Uint8Array(MAX_RDATA_OCTETS).fill(0xff),
    Uint8Array.from({ length: MAX_RDATA_OCTETS }, (_, at) => at),
  ];
  const each = registeredTypes.flatMap(({ code }) => patterns.map((octets) => ({ code, octets })));
  return [...each, ...bombs()];
}

function bombs(): RdataSeed[] {
  const everyType = Array.from({ length: 256 }, (_, window) => [window, 32, ...repeated([0xff], 32)]).flat();
  const keys = Array.from({ length: 16_000 }, (_, at) => [(at + 100) >>> 8, (at + 100) & 0xff, 0, 0]).flat();
  const mandatory = Array.from({ length: 32_000 }, (_, at) => [(at + 1) >>> 8, (at + 1) & 0xff]).flat();
  const ownNames = Array.from({ length: 13_000 }, (_, at) => [
    3,
    at >>> 16,
    (at >>> 8) & 0xff,
    at & 0xff,
    0,
  ]).flat();
  // Each octet takes four characters.
  const escapedLabels = [61, 63, 63, 63].flatMap((length) => [length, ...repeated([0], length)]);
  const rdata: readonly (readonly [code: number, octets: readonly number[]])[] = [
    [47, [0, ...everyType]],
    [62, [0, 0, 0, 1, 0, 3, ...everyType]],
    // SVCB: keys without values, a list of mandatory ones, protocols of one letter, addresses.
    [64, [0, 1, 0, ...keys]],
    [64, [0, 1, 0, 0, 0, 0xfa, 0, ...mandatory]],
    [64, [0, 1, 0, 0, 1, 0xfa, 0, ...repeated([1, 0x68], 64_000)]],
    [64, [0, 1, 0, 0, 4, 0xfa, 0, ...repeated([1], 64_000)]],
    [64, [0, 1, 0, 0, 6, 0xfa, 0, ...repeated([1], 64_000)]],
    // APL: prefixes without an address, or almost. HIP: servers at the root, with short names of their own, with long ones.
    [42, repeated([0, 1, 0, 0], 65_000)],
    [42, repeated([0, 2, 0, 1, 0xfe], 65_000)],
    [HIP, [...HIP_FIELDS, ...repeated([0], 65_000)]],
    [HIP, [...HIP_FIELDS, ...ownNames]],
    [HIP, [...HIP_FIELDS, ...repeated([...escapedLabels, 0], 65_000)]],
  ];
  return rdata.map(([code, octets]) => ({ code, octets: Uint8Array.from(octets) }));
}

/** Records whose owner is a chain of pointers in the first one's rdata, each behind the label. */
function pointerChain(depth: number, label: readonly number[] = []): Uint8Array {
  const start = HEADER_OCTETS + 11;
  const rdata = [0];
  let target = start;
  for (let jumps = 0; jumps < depth && target <= MAX_POINTER_OFFSET; jumps++) {
    const here = start + rdata.length;
    rdata.push(...label, ...pointerTo(target));
    target = here;
  }
  const first = [0, ...UNKNOWN, rdata.length >>> 8, rdata.length & 0xff, ...rdata];
  return filled(first, [...pointerTo(Math.min(target, MAX_POINTER_OFFSET)), ...UNKNOWN, 0, 0], 6);
}

/** A record's type, class and TTL. */
function headOf(code: number): number[] {
  return [code >>> 8, code & 0xff, 0, 1, 0, 0, 0, 1];
}

function pointerTo(target: number): number[] {
  return [0xc0 | (target >>> 8), target & 0xff];
}

/** A message of one record of the root's, `head` being its type, class and TTL. */
function oneRecordOf(head: readonly number[], rdata: ArrayLike<number>, counter: number): Uint8Array {
  const { length } = rdata;
  const message = new Uint8Array(HEADER_OCTETS + 11 + length);
  message.set([0, 1, 0x81, 0x80]);
  message[counter + 1] = 1;
  message.set([...head, length >>> 8, length & 0xff], HEADER_OCTETS + 1);
  message.set(rdata, HEADER_OCTETS + 11);
  return message;
}

/** A record, if any, and the unit as often as a message holds it, all counted. */
function filled(first: readonly number[], unit: readonly number[], counter: number): Uint8Array {
  const body = repeated(unit, MAX_MESSAGE_OCTETS - HEADER_OCTETS - first.length);
  const count = body.length / unit.length + Math.min(first.length, 1);
  const counts = [4, 6, 8, 10].map((each) => (each === counter ? count : 0));
  return message(counts, [...first, ...body]);
}

function message(counts: readonly number[], body: readonly number[]): Uint8Array {
  const header = [0, 1, 0x81, 0x80, ...counts.flatMap((count) => [count >>> 8, count & 0xff])];
  return Uint8Array.from([...header, ...body]);
}

function repeated(unit: readonly number[], maxOctets: number): number[] {
  return new Array<readonly number[]>(Math.floor(maxOctets / unit.length)).fill(unit).flat();
}
