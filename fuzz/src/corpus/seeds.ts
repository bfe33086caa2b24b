import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ParseError, type RecordType } from '@hushdns/core';
import { allTexts, parseRdata } from '@hushdns/core/presentation';
import { allTypes } from '@hushdns/core/types';
import { parseEdnsOption } from '@hushdns/core/text';
import { encodeMessage, encodeRdata, queryMessage } from '@hushdns/core/wire';
import type { RdataSeed } from '../input/message-mutations.ts';
import { registeredTypes } from './record-types.ts';
import { vectors } from './vectors.ts';

/** A header and an OPT record without options. */
const EMPTY_MESSAGE_OCTETS = 23;
const FOLDER = join(import.meta.dirname, '../../seeds');

/** Rdata texts by type: those of this repository and those of the vectors, the ones to be refused among them. */
export function rdataTexts(): Map<string, string[]> {
  const texts = new Map<string, string[]>(registeredTypes.map(({ type }) => [type, []]));
  texts.set('TYPE65280', []);
  for (const { type, text } of [...ownRdataTexts(), ...vectors().texts]) texts.get(type)?.push(text);
  return texts;
}

/** The lines of seeds/rdata.txt. */
export function ownRdataTexts(): { type: string; text: string }[] {
  return seedLines('rdata.txt')
    .filter((line) => !line.startsWith(';'))
    .map((line) => {
      const blank = line.indexOf(' ');
      return { type: line.slice(0, blank), text: line.slice(blank + 1) };
    });
}

export function nameTexts(): string[] {
  return [...seedLines('names.txt'), ...vectors().names];
}

export function zoneTexts(): string[] {
  return [readFileSync(join(FOLDER, 'example.zone'), 'utf8'), ...vectors().zones];
}

/** EDNS options as `dig` prints them. */
export function optionTexts(): string[] {
  return seedLines('options.txt');
}

/** The octets of each option, its code and length included. */
export function optionSeeds(): Uint8Array[] {
  return optionTexts().map((text) => {
    const edns = { version: 0, udpPayloadOctets: 0, dnssecOk: false, options: [parseEdnsOption(text)] };
    return encodeMessage(queryMessage('.', 'A', { questions: [], edns })).slice(EMPTY_MESSAGE_OCTETS);
  });
}

/** What `dig` prints of a reply. */
export function digText(): string {
  return readFileSync(join(FOLDER, 'dig.txt'), 'utf8');
}

/** A line of each rdata text that parses, with the owner, TTL and class in the orders that zone files have. */
export function zoneLines(): string[] {
  const forms = ['www 300 IN', '@ IN 1h', 'a.b.example. 0', '*\tIN', 'www'];
  const records = Array.from(rdataTexts(), ([type, texts]) =>
    texts
      .filter((text) => encoded(type as RecordType, text) !== undefined)
      .map((text, at) => `${forms[at % forms.length]} ${type} ${text}`),
  );
  const directives = ['$ORIGIN example.', '$ORIGIN sub', '$TTL 1d', '$INCLUDE other.zone', '', '; a comment'];
  return [...records.flat(), ...directives, ...directives];
}

/** Rdata in wire form: of the texts that parse, and of the vectors. */
export function rdataSeeds(): RdataSeed[] {
  const seeds: RdataSeed[] = [];
  for (const [type, texts] of rdataTexts()) {
    for (const text of texts) {
      const octets = encoded(type as RecordType, text);
      if (octets !== undefined) seeds.push({ code: allTypes.codeOf(type as RecordType), octets });
    }
  }
  for (const { type, octets } of vectors().rdata) {
    const known = allTypes.parse(type);
    if (known !== undefined) seeds.push({ code: allTypes.codeOf(known), octets });
  }
  return unique(seeds);
}

function encoded(type: RecordType, text: string): Uint8Array | undefined {
  try {
    return encodeRdata(type, parseRdata(type, text, { types: allTexts }), { types: allTypes });
  } catch (error) {
    // Vectors hold texts that must be refused.
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function unique(seeds: readonly RdataSeed[]): RdataSeed[] {
  return [
    ...new Map(
      seeds.map((seed) => [`${seed.code} ${Buffer.from(seed.octets).toString('latin1')}`, seed]),
    ).values(),
  ];
}

function seedLines(file: string): string[] {
  return readFileSync(join(FOLDER, file), 'utf8').split('\n').filter(Boolean);
}
