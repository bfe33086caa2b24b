import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recordClasses, type ResourceRecord } from '../message/index.ts';
import { writeName } from '../name/index.ts';
import { allTexts } from '../presentation/index.ts';
import { allTypes, encodeRdata, type KnownType } from '../rdata/index.ts';
import { Writer } from '../wire/index.ts';
import { parseZone, parseZoneStream, printZone } from './index.ts';

/** Zone files of other projects: see README.md there. Where the folder is absent, the suite is skipped. */
const FOLDER =
  process.env['VECTORS_DIR'] ?? fileURLToPath(new URL('../../../../../shared/vectors', import.meta.url));

/** Entries that are not read as ldns does, by their text and as it prints them, each with its reason. */
const EXCEPTIONS: readonly (readonly [entry: RegExp, printed: RegExp, reason: string])[] = [
  [
    /^dotted.*"foo bar.*$/m,
    /"foo\.$/,
    'ldns takes the quote for the first octet of a name, and the blank for its end',
  ],
  [/^all.*LOC\t+42N.*$/m, /LOC\t42 00 00.000 N/, 'RFC 1876 3 has a blank before the letter'],
  [
    /^.*NSAP-PTR\tfoo.*$/m,
    /NSAP-PTR\tfoo/,
    'ldns writes the name as a character-string; RFC 1348 3 has a name',
  ],
  [/^.*NSAP-PTR\thost.*$/m, /NSAP-PTR\thost/, 'the same'],
];

describe.skipIf(!existsSync(FOLDER))('zone files of other projects', () => {
  it.each(['4', '5'])('rdata/test_ldnsrr.%s', async (number) => {
    const { text, expected } = vectors(number);
    const records = [...parseZone(text, { types: allTexts, ttlSeconds: 3600 })];
    expect(records.map(octetsOf)).toEqual(expected);
    const printed = [...printZone(records, { types: allTexts, ttlSeconds: 3600 })];
    const readAgain: ResourceRecord[] = [];
    for await (const record of parseZoneStream(printed, { types: allTexts })) readAgain.push(record);
    expect(readAgain).toEqual(records);
    console.info(`rdata/test_ldnsrr.${number}: ${records.length} records read, printed and read again`);
  });

  it.each(['rfc4035', 'rfc5155'])('dnssec-crypto/%s-appendix-A.zone', (rfc) => {
    const text = readFileSync(`${FOLDER}/dnssec-crypto/${rfc}-appendix-A.zone`, 'utf8');
    const records = [...parseZone(text, { types: allTexts })];
    expect(records.length).toBeGreaterThan(20);
    const printed = [...printZone(records, { types: allTexts })].join('');
    expect([...parseZone(printed, { types: allTexts })]).toEqual(records);
  });
});

/** A file without its exceptions, and the octets of each of its records, in hexadecimal digits. */
function vectors(number: string): { text: string; expected: string[] } {
  const lines = readFileSync(`${FOLDER}/rdata/test_ldnsrr.c${number}`, 'latin1').split('\n');
  const expected: string[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const isExcepted = EXCEPTIONS.some(([, printed]) => printed.test(lines[at + 1] ?? ''));
    if (!isExcepted) expected.push((lines[at] ?? '').toLowerCase());
  }
  let text = readFileSync(`${FOLDER}/rdata/test_ldnsrr.${number}`, 'utf8');
  for (const [entry] of EXCEPTIONS) text = text.replace(entry, '');
  // ldns was given each line alone: an owner that is left out is not the one before, but the origin.
  text = text.replaceAll(/^(?=[\t ]+\S)/gm, '@');
  return { text, expected };
}

/** A record in wire form, its names uncompressed. */
function octetsOf({ name, type, class: recordClass, ttlSeconds, rdata }: ResourceRecord): string {
  const writer = new Writer(undefined, 'plain');
  writeName(writer, name);
  writer.u16(allTypes.codeOf(type));
  writer.u16(recordClasses.code(recordClass));
  writer.u32(ttlSeconds);
  writer.lengthPrefixed(() => writer.octets(encodeRdata<KnownType>(type, rdata, { types: allTypes })));
  return Buffer.from(writer.finish()).toString('hex');
}
