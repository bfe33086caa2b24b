import { ParseError, type Rdata, type RecordType, WireError } from '@hushdns/core';
import { allTexts, parseRdata, printRdata } from '@hushdns/core/presentation';
import { allTypes } from '@hushdns/core/types';
import { decodeRdata, encodeRdata } from '@hushdns/core/wire';
import { registeredTypes } from '../corpus/record-types.ts';
import { rdataSeeds, rdataTexts } from '../corpus/seeds.ts';
import { worstRdata } from '../corpus/worst-cases.ts';
import type { RdataSeed } from '../input/message-mutations.ts';
import { rdataSource } from '../input/octet-sources.ts';
import { rdataTextSource } from '../input/text-sources.ts';
import { requireOwnMemory, requireSame } from '../oracle.ts';
import type { Target } from '../target.ts';
import { octetsOf, textOf } from './text.ts';
import { unlessTooLong } from './too-long.ts';

const SELECTOR_OCTETS = 2;
const UNKNOWN: RecordType = 'TYPE65280';
const text = { types: allTexts };
const wire = { types: allTypes };
const canonical = { types: allTypes, canonical: true };

interface TypedRdata {
  readonly type: RecordType;
  readonly rdata: Rdata;
}

/** Rdata of every type, behind the 2 octets of its code point. */
export const rdata: Target<TypedRdata> = {
  name: 'rdata',
  weight: 4,
  text: false,
  retained: true,
  refusal: WireError,
  decode: (input) => {
    const type = allTypes.nameOf(((input[0] ?? 0) << 8) | (input[1] ?? 0));
    return { type, rdata: decodeRdata(type, input.subarray(SELECTOR_OCTETS), wire) };
  },
  check: (value, input) => {
    requireOwnMemory(value.rdata, input);
    requireSameOnWire(value);
    requireSameInText(value);
  },
  seeds: () => [...rdataSeeds(), ...worstRdata()].map(withSelector),
  source: () =>
    rdataSource(
      [...rdataSeeds(), ...worstRdata()],
      registeredTypes.map(({ code }) => code),
    ),
};

/** `TYPE rdata` of every type in presentation form. */
export const rdataText: Target<TypedRdata> = {
  name: 'rdata-text',
  weight: 4,
  text: true,
  retained: false,
  refusal: ParseError,
  decode: (input) => {
    const line = textOf(input);
    const [word = ''] = line.split(' ', 1);
    const type = allTypes.parse(word) ?? UNKNOWN;
    return { type, rdata: parseRdata(type, line.slice(word.length), text) };
  },
  check: (value) => {
    requireSameOnWire(value);
    requireSameInText(value);
  },
  seeds: () =>
    Array.from(rdataTexts(), ([type, texts]) => texts.map((each) => octetsOf(`${type} ${each}`))).flat(),
  source: () => rdataTextSource(rdataTexts()),
};

function requireSameOnWire({ type, rdata }: TypedRdata): void {
  const octets = unlessTooLong(() => encodeRdata(type, rdata, wire));
  if (octets === undefined) return;
  requireSame(`${type} encoded and decoded again`, decodeRdata(type, octets, wire), rdata);
  const form = encodeRdata(type, rdata, canonical);
  const again = encodeRdata(type, decodeRdata(type, form, wire), canonical);
  requireSame(`the canonical form of ${type}, decoded and encoded again,`, again, form);
}

function requireSameInText({ type, rdata }: TypedRdata): void {
  const printed = printRdata(type, rdata, text);
  let parsed: Rdata;
  try {
    parsed = parseRdata(type, printed, text);
  } catch (cause) {
    throw new Error(`${type} printed is refused: ${String(cause)}`, { cause });
  }
  requireSame(`${type} printed and parsed again`, parsed, rdata);
}

function withSelector({ code, octets }: RdataSeed): Uint8Array {
  return Uint8Array.of(code >>> 8, code, ...octets);
}
