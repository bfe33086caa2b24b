import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../errors/index.ts';
import { type RecordClass, recordClasses, type ResourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata, printRdata } from '../presentation/index.ts';
import { Writer } from '../wire/index.ts';
import { parseZone } from '../zone/index.ts';
import { allTypes, decodeRdata, encodeRdata, type Rdata, type RecordType } from './index.ts';

/** Rdata of other projects: see README.md there. Where the folder is absent, the suites are skipped. */
const FOLDER =
  process.env['VECTORS_DIR'] ?? fileURLToPath(new URL('../../../../../shared/vectors', import.meta.url));

/** What must pass as octets: types that dnspython's tests make up, and A in class CH, which has rdata of its own there. */
const OCTETS = new Set(['IN CTXT', 'IN STXT', 'IN TTXT', 'CH A']);
/** Types that ldns prints in a form of its own, which reads as the same octets. */
const LDNS_FORMS = new Set(['APL', 'LOC', 'WKS']);
/** Cases that are not passed, by type and text or octets, each with its reason: delete a line with the commit that passes it. */
const EXCEPTIONS: readonly (readonly [RegExp, reason: string])[] = [
  [/^IPSECKEY .* 2001:0DB8:/, 'addresses are printed as RFC 5952 has them: without leading zeros'],
  [/^MX 10 "foo\./, 'quotes are for character-strings, not for names (RFC 1035 5.1)'],
  [
    /^NSAP-PTR (foo\.bar\.com|host\.school\.de)\.$/,
    'ldns writes the name as a character-string; RFC 1348 3 has a name',
  ],
  [/^CAA 2 auth .*\t/, 'a tab is printed as \\009, not as it is'],
  [/^NS Königsgäßchen$/, 'U-labels in rdata: IDNA happens at the edge, in toAscii'],
];

/** Lines of ldns' zones, and of what it reads in them, that are no master file's (RFC 1035 5.1). */
const REFUSED_LINES: readonly (readonly [RegExp, reason: string])[] = [
  [/\bLOC\s+42(N 71| 00 00\.000)/, 'a hemisphere stands apart from its number (RFC 1876 3)'],
  [/\bMX\s+10 "foo/, 'quotes are for character-strings, not for names (RFC 1035 5.1)'],
];

const neededExceptions = new Set<RegExp>();

interface Vector {
  readonly ldns?: boolean;
  readonly ok?: boolean;
  readonly cls?: string;
  readonly type: string;
  readonly text?: string;
  readonly origin?: string | null;
  /** Given octets. */
  readonly rdata?: string | null;
  readonly wire_in?: string;
  /** Expected octets. */
  readonly wire?: string;
  readonly digestable?: string;
  readonly canonical_text?: string;
}

describe.skipIf(!existsSync(FOLDER))('rdata of other projects', () => {
  it.each([
    ['rdata/example_zone_rdata.jsonl', both],
    ['rdata/rdata_from_text.jsonl', fromText],
    ['rdata/rdata_from_wire.jsonl', fromWire],
    ['svcb/svcb.jsonl', svcb],
  ] as const)('%s', (file, check) => {
    const vectors = readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n').filter(Boolean);
    const parsed = vectors.map((line) => JSON.parse(line) as Vector);
    expect(failuresOf(file, parsed, check)).toEqual([]);
  });

  it.each(['4', '5'])('rdata/test_ldnsrr.c%s', (number) => {
    const lines = readFileSync(`${FOLDER}/rdata/test_ldnsrr.c${number}`, 'latin1')
      .split('\n')
      .filter(Boolean);
    expect(failuresOf(`rdata/test_ldnsrr.c${number}`, pairsOf(lines), both)).toEqual([]);
  });

  it.each(['4', '5'])('rdata/test_ldnsrr.%s, a zone', (number) => {
    const [zone = [], results = []] = ['', 'c'].map((kind) =>
      readFileSync(`${FOLDER}/rdata/test_ldnsrr.${kind}${number}`, 'latin1').split('\n').filter(Boolean),
    );
    const options = { types: allTexts, ttlSeconds: 3600 };
    const refused = zone.filter(isRefused);
    for (const line of refused) expect(() => [...parseZone(line, options)]).toThrow(ParseError);
    // ldns reads each line for itself: one without an owner is the root's.
    const lines = zone.filter((line) => !isRefused(line)).map((line) => line.replace(/^[ \t]+/, '. '));
    const read = Array.from(parseZone(lines.join('\n'), options), (record) => hex(recordOctets(record)));
    const expected = results.filter((_line, at) => at % 2 === 0 && !isRefused(results[at + 1] ?? ''));
    console.info(
      `rdata/test_ldnsrr.${number}: ${read.length} of ${read.length + refused.length} records read`,
    );
    expect(read.filter(isNotNsapPtr)).toEqual(
      expected.map((octets) => octets.toLowerCase()).filter(isNotNsapPtr),
    );
  });

  it('need every exception', () => {
    expect(EXCEPTIONS.filter(([pattern]) => !neededExceptions.has(pattern))).toEqual([]);
  });
});

/** Checks every vector and prints how many passed. */
function failuresOf(file: string, vectors: readonly Vector[], check: (vector: Vector) => void): unknown[] {
  const counts = { passed: 0, 'as octets': 0, excepted: 0 };
  const failures: unknown[] = [];
  for (const vector of vectors) {
    const { cls = 'IN', type, text, rdata, wire_in } = vector;
    const what = `${type} ${text ?? rdata ?? wire_in}`;
    const untyped = !isTyped(vector);
    let failure: unknown;
    try {
      if (untyped) asOctets(vector);
      else check(vector);
    } catch (error) {
      failure = error;
    }
    const exception = EXCEPTIONS.find(([pattern]) => pattern.test(what))?.[0];
    const excepted = failure !== undefined && exception !== undefined;
    if (excepted) neededExceptions.add(exception);
    else if (failure !== undefined) failures.push([what, failure]);
    if (untyped !== OCTETS.has(`${cls} ${type}`)) failures.push([what, 'no typed rdata']);
    counts[excepted ? 'excepted' : untyped ? 'as octets' : 'passed']++;
  }
  console.info(`${file}: ${JSON.stringify(counts)} of ${vectors.length} cases`);
  return failures;
}

function isTyped({ cls = 'IN', type }: Vector): boolean {
  const known = allTypes.parse(type);
  if (known === undefined) return false;
  return allTypes.ofCode(allTypes.codeOf(known), recordClasses.code(cls as RecordClass)).type === known;
}

/** Text and octets of one record: both directions, and the form that DNSSEC signs. */
function both({ type, text = '', rdata, digestable, ldns = false }: Vector): void {
  const parsed = parse(type, text);
  expect(hex(encode(type, parsed))).toBe(rdata);
  expectText(print(type, decode(type, rdata)), ldns && LDNS_FORMS.has(type) ? print(type, parsed) : text);
  expect(parse(type, `\\# ${(rdata?.length ?? 0) / 2} ${rdata}`)).toEqual(parsed);
  if (digestable !== undefined) expect(hex(encode(type, parsed, true))).toBe(digestable);
}

function fromText({ ok, type, text = '', origin, wire, canonical_text = '' }: Vector): void {
  if (ok !== true) {
    expect(() => parse(type, text, origin)).toThrow(ParseError);
    return;
  }
  // dnspython may leave relative names as they are, and then gives their octets without the origin.
  const read = [origin, '.'].map((each) => parse(type, text, each));
  const octets = read.map((each) => hex(encode(type, each)));
  expect([...octets, ...octets.map(withoutOrigin)]).toContain(wire);
  for (const parsed of read) expect(parse(type, print(type, parsed))).toEqual(parsed);
  expect(hex(encode(type, parse(type, canonical_text)))).toBe(wire);
}

function fromWire({ ok, type, rdata, wire, canonical_text }: Vector): void {
  if (ok !== true) {
    expect(() => decode(type, rdata)).toThrow(WireError);
    return;
  }
  const decoded = decode(type, rdata);
  const octets = hex(encode(type, decoded));
  if (octets === wire) {
    expectText(print(type, decoded), canonical_text);
  } else {
    expect(withoutOrigin(octets)).toBe(wire);
    expect(parse(type, canonical_text ?? '', 'example.')).toEqual(decoded);
  }
  expect(parse(type, print(type, decoded))).toEqual(decoded);
}

function svcb({ ok, type, text, wire_in, rdata }: Vector): void {
  if (text === undefined) {
    if (ok !== true) {
      expect(() => decode(type, wire_in)).toThrow(WireError);
      return;
    }
    const octets = hex(encode(type, decode(type, wire_in)));
    expect([octets, withoutOrigin(octets)]).toContain(rdata);
  } else if (ok !== true) {
    expect(() => parse(type, text)).toThrow(ParseError);
  } else {
    const parsed = parse(type, text);
    expect(hex(encode(type, parsed))).toBe(rdata);
    expect(decode(type, rdata)).toEqual(parsed);
    expect(parse(type, print(type, parsed))).toEqual(parsed);
  }
}

/** A type that is not known passes through in the generic form (RFC 3597 5). */
function asOctets({ wire, rdata }: Vector): void {
  const octets = wire ?? rdata;
  if (typeof octets !== 'string') return;
  const text = print('TYPE65280', decode('TYPE65280', octets));
  expect(hex(encode('TYPE65280', parse('TYPE65280', text)))).toBe(octets);
}

/** Long fields of base64 or hexadecimal digits may be split anywhere (RFC 4034 2.2), the latter in either case. */
function expectText(printed: string, text = ''): void {
  const compact = (each: string): string => each.replaceAll(' ', '').toLowerCase();
  expect(compact(printed)).toBe(compact(text));
}

/** dnspython may make names relative to its zone, `example.`, and then gives their octets without it. */
function withoutOrigin(octets: string): string {
  return octets.replaceAll('076578616d706c6500', '00');
}

function isRefused(line: string): boolean {
  return REFUSED_LINES.some(([pattern]) => pattern.test(line));
}

/** NSAP-PTR is another thing to ldns: see EXCEPTIONS. */
function isNotNsapPtr(octets: string): boolean {
  return !octets.includes('044e53415003494e54000017');
}

function recordOctets({ name, type, class: recordClass, ttlSeconds, rdata }: ResourceRecord): Uint8Array {
  const writer = new Writer();
  writer.octets(name.octets);
  writer.u16(allTypes.codeOf(type));
  writer.u16(recordClasses.code(recordClass));
  writer.u32(ttlSeconds);
  writer.lengthPrefixed(() => writer.octets(encode(type, rdata)));
  return writer.finish();
}

/** Of a record's octets and its text, each on a line of its own. */
function pairsOf(lines: readonly string[]): Vector[] {
  const vectors: Vector[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const octets = Buffer.from(lines[at] ?? '', 'hex');
    let ownerEnd = 0;
    while (octets[ownerEnd] !== 0) ownerEnd += 1 + (octets[ownerEnd] ?? 0);
    const [, , , type = '', ...text] = (lines[at + 1] ?? '').split('\t');
    const withoutComment = text
      .join('\t')
      .replace(/ ;\{.*\}$/, '')
      .trim();
    vectors.push({
      ldns: true,
      type,
      text: withoutComment,
      rdata: octets.subarray(ownerEnd + 11).toString('hex'),
    });
  }
  return vectors;
}

function parse(type: string, text: string, origin?: string | null): Rdata {
  return parseRdata(type as RecordType, text, { types: allTexts, origin: Name.from(origin ?? '.') });
}

function print(type: string, rdata: Rdata): string {
  return printRdata(type as RecordType, rdata, { types: allTexts });
}

function decode(type: string, octets: string | null | undefined): Rdata {
  return decodeRdata(type as RecordType, Buffer.from(octets ?? '', 'hex'), { types: allTypes });
}

function encode(type: string, rdata: Rdata, canonical = false): Uint8Array {
  return encodeRdata(type as RecordType, rdata, { types: allTypes, canonical });
}

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}
