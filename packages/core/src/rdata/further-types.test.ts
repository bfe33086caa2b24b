import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata, printRdata } from '../presentation/index.ts';
import { allTypes, commonTypes, decodeRdata, encodeRdata, type KnownType } from './index.ts';
import { TypeBitmap } from './type-bitmap.ts';

const texts = { types: allTexts };
const types = { types: allTypes };
const roundTrip = (type: KnownType, text: string): string =>
  printRdata(type, parseRdata(type, text, texts), texts);

describe('type bitmaps (RFC 4034 4.1.2)', () => {
  it('read back as any set of types was written, ascending', () => {
    const anyCode = fc.oneof(fc.nat(0xffff), fc.nat(300));
    fc.assert(
      fc.property(fc.array(anyCode, { maxLength: 40 }), anyCode, (codes, other) => {
        const typeBitMaps = TypeBitmap.of(
          codes.map((code) => allTypes.nameOf(code)),
          allTypes,
        );
        const octets = encodeRdata('NSEC', { nextDomainName: Name.root, typeBitMaps }, types);
        const decoded = decodeRdata('NSEC', octets, types).typeBitMaps;
        const ascending = [...new Set(codes)].toSorted((left, right) => left - right);
        expect([...decoded].map((type) => allTypes.codeOf(type))).toEqual(ascending);
        expect(decoded).toEqual(typeBitMaps);
        for (const code of [...codes, other])
          expect(decoded.has(allTypes.nameOf(code))).toBe(codes.includes(code));
      }),
    );
  });

  it('are the types that they have to JSON and in text', () => {
    const bitmap = TypeBitmap.of(['NSEC', 'A', 'TYPE65535', 'A'], allTypes);
    expect(JSON.stringify(bitmap)).toBe('["A","NSEC","TYPE65535"]');
    expect(String(bitmap)).toBe('A NSEC TYPE65535');
    expect(inspect(bitmap)).toBe(`[ 'A', 'NSEC', 'TYPE65535' ]`);
    expect(bitmap.octets).toEqual(
      Uint8Array.from(Buffer.from(`0006400000000001ff20${'00'.repeat(31)}01`, 'hex')),
    );
    expect(() => TypeBitmap.of(['RRSIG'], commonTypes)).toThrow(RangeError);
    expect(bitmap).not.toEqual(TypeBitmap.of(['NSEC', 'A'], allTypes));
  });

  it.each([
    ['an empty bitmap', [0, 0, 0]],
    ['a bitmap over 32 octets', [0, 0, 33, ...new Array<number>(33).fill(1)]],
    ['a window twice', [0, 0, 1, 1, 0, 1, 1]],
    ['a cut bitmap', [0, 0, 2, 1]],
    ['a window without its length', [0, 0]],
    ['a bitmap that ends in zeros', [0, 0, 2, 1, 0]],
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
