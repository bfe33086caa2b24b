import { HEADER_OCTETS, MAX_MESSAGE_OCTETS, MAX_POINTER_OFFSET } from '@hushdns/core/wire';
import type { RdataSeed } from '../input/message-mutations.ts';
import { registeredTypes } from './record-types.ts';

/** Of the one record of a message, owned by the root. */
const MAX_RDATA_OCTETS = MAX_MESSAGE_OCTETS - HEADER_OCTETS - 11;
/** A type that nobody registers (RFC 6895 3.1), class IN, TTL 1. */
const UNKNOWN = [0xff, 0x00, 0, 1, 0, 0, 0, 1];
const SOA = [0, 6, 0, 1, 0, 0, 0, 1];
const NS = [0, 2, 0, 1, 0, 0, 0, 1];
const OPT = [0, 41, 0x04, 0xd0, 0, 0, 0, 0];
const ROOT_QUESTION = [0, 0, 1, 0, 1];
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
    ...worstRdata().map(({ code, octets }) => oneRecordOf([code >>> 8, code, 0, 1, 0, 0, 0, 1], octets, 6)),
  ];
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
  const rdata: readonly (readonly [code: number, octets: readonly number[]])[] = [
    [47, [0, ...everyType]],
    [62, [0, 0, 0, 1, 0, 3, ...everyType]],
    // SVCB: keys without values, a list of mandatory ones, protocols of one letter, addresses.
    [64, [0, 1, 0, ...keys]],
    [64, [0, 1, 0, 0, 0, 0xfa, 0, ...mandatory]],
    [64, [0, 1, 0, 0, 1, 0xfa, 0, ...repeated([1, 0x68], 64_000)]],
    [64, [0, 1, 0, 0, 4, 0xfa, 0, ...repeated([1], 64_000)]],
    [64, [0, 1, 0, 0, 6, 0xfa, 0, ...repeated([1], 64_000)]],
    // APL: prefixes without an address. HIP: rendezvous servers at the root.
    [42, repeated([0, 1, 0, 0], 65_000)],
    [55, [1, 2, 0, 1, 0xaa, 0xbb, ...repeated([0], 65_000)]],
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
