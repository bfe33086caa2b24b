import {
  allTypes,
  decodeMessage,
  encodeMessage,
  type Message,
  Name,
  queryMessage,
  type RecordType,
} from '@hushdns/core';
import { zone, type Zone } from '../zone/index.ts';

const ORIGIN = 'conformance.example.';
/** How many names of the form `n17` the zone holds. */
const NUMBERED_NAMES = 1000;
/** What a TXT record takes in a message: a pointer to its owner, ten octets, the length of its string, and the string. */
const RECORD_OCTETS = 200;
const TEXT_OCTETS = RECORD_OCTETS - 13;

/** The zone that the suite asks about: each numbered name has an address of its own, two names have much to say. */
export const conformanceZone: Zone = zone(zoneText(), ORIGIN);

/** A query in wire form for a name below the zone's origin. */
export function query(
  label: string,
  { id = 0x1234, type = 'A' }: { id?: number; type?: RecordType } = {},
): Uint8Array {
  const name = Name.from(label, conformanceZone.origin);
  const edns = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [] };
  return encodeMessage(queryMessage(name, type, { id, edns }), { types: allTypes });
}

/** What the zone answers to a query, in wire form. */
export function answerTo(bytes: Uint8Array): Uint8Array {
  return encodeMessage(conformanceZone.answer(decodeMessage(bytes, { types: allTypes })), {
    types: allTypes,
  });
}

/** The leftmost label of what a query asks for. */
export function labelOf(message: Message | undefined): string {
  return message?.questions[0]?.name.toString().split('.')[0] ?? '';
}

/** The numbers of `n0` to `n99`, for bursts. */
export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function zoneText(): string {
  const addresses = numbers(NUMBERED_NAMES).map((n) => `n${n} A 10.0.${n >>> 8}.${n & 0xff}`);
  return [
    '$TTL 60',
    '@ SOA ns hostmaster 1 3600 600 86400 60',
    ...addresses,
    ...texts('large', 5_000),
    ...texts('huge', 60_000),
  ].join('\n');
}

function texts(label: string, octets: number): string[] {
  return numbers(Math.ceil(octets / RECORD_OCTETS)).map(
    (n) => `${label} TXT "${String(n).padEnd(TEXT_OCTETS, '.')}"`,
  );
}
