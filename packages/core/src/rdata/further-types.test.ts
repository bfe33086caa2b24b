import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../errors/index.ts';
import { allTexts, parseRdata, printRdata } from '../presentation/index.ts';
import { allTypes, decodeRdata, encodeRdata, type KnownType } from './index.ts';

const texts = { types: allTexts };
const types = { types: allTypes };
const roundTrip = (type: KnownType, text: string): string =>
  printRdata(type, parseRdata(type, text, texts), texts);

describe('type bitmaps (RFC 4034 4.1.2)', () => {
  it('read back as any set of types was written, ascending', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(0xffff), { maxLength: 40 }), (codes) => {
        const typeBitMaps = codes.map((code) => allTypes.nameOf(code));
        const nextDomainName = parseRdata('NSEC', 'a.example.', texts).nextDomainName;
        const octets = encodeRdata('NSEC', { nextDomainName, typeBitMaps }, types);
        const sorted = codes.toSorted((left, right) => left - right);
        expect(decodeRdata('NSEC', octets, types).typeBitMaps).toEqual(
          sorted.map((code) => allTypes.nameOf(code)),
        );
      }),
    );
  });

  it.each([
    ['an empty bitmap', [0, 0, 0]],
    ['a bitmap over 32 octets', [0, 0, 33, ...new Array<number>(33).fill(1)]],
    ['a window twice', [0, 0, 1, 1, 0, 1, 1]],
    ['a cut bitmap', [0, 0, 2, 1]],
  ])('refuse %s', (_what, octets) => {
    expect(() => decodeRdata('NSEC', Uint8Array.from(octets), types)).toThrow(WireError);
  });

  it('take types in any order and case, and each once', () => {
    expect(roundTrip('NSEC', 'a. type1 RRSIG mx a')).toBe('a. A MX RRSIG');
  });
});

describe('times (RFC 4034 3.2)', () => {
  const rrsig = (expiration: string): string => `A 13 2 3600 ${expiration} 0 1 example. AA==`;

  it.each([
    ['20380119031408', '20380119031408'],
    ['2147483648', '20380119031408'],
    ['21060207062815', '21060207062815'],
    ['19700101000000', '19700101000000'],
    // Beyond 32 bits: the same as in 1970 (RFC 4034 3.1.5).
    ['21060207062816', '19700101000000'],
  ])('reads %s as %s', (text, printed) => {
    expect(roundTrip('RRSIG', rrsig(text))).toBe(rrsig(printed).replace(' 0 1', ' 19700101000000 1'));
  });

  it.each([
    '20230229000000',
    '20231301000000',
    '20230101240000',
    '20230101006000',
    '4294967296',
    '-1',
    '1e3',
  ])('refuses %s', (text) => {
    expect(() => roundTrip('RRSIG', rrsig(text))).toThrow(ParseError);
  });
});

describe('rdata in text', () => {
  it.each([
    ['DNSKEY', '257 3 ECDSAP256SHA256 AAEC AwQF', '257 3 13 AAECAwQF'],
    ['DS', '1 8 2 49FD46E6 C4B45C55D4AC69CBD3CD34AC1AFE51DE aabbccdd00112233', undefined],
    ['NSEC3PARAM', '1 0 0 -', '1 0 0 -'],
    ['TLSA', '3 1 1 AB cd', '3 1 1 abcd'],
    ['TLSA', '3 1 1', undefined],
    ['TLSA', '3 1 1 abc', undefined],
    ['DNSKEY', '257 3 13 AAE', undefined],
    ['DNSKEY', '257 3 toString AAEC', undefined],
    ['NSEC3', '1 0 0 - 0 A', undefined],
    ['NSEC3', '1 0 0 abc 2t7b4g4vsa5smi47k61mv5bv1a22bojr A', undefined],
    ['HINFO', 'PC', undefined],
    ['URI', '1 1 ""', undefined],
    ['MX', '\\# 4 000ac000', undefined],
  ] as const)('%s %s', (type, text, printed) => {
    if (printed === undefined) expect(() => roundTrip(type, text)).toThrow(ParseError);
    else expect(roundTrip(type, text)).toBe(printed);
  });
});
