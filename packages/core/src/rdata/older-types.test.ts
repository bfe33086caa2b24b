import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata, printRdata } from '../presentation/index.ts';
import { allTypes, decodeRdata, encodeRdata, type KnownType } from './index.ts';
import { TypeBitmap } from './type-bitmap.ts';

const texts = { types: allTexts };
const types = { types: allTypes };
const octetsOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const printed = (type: KnownType, text: string): string =>
  printRdata(type, parseRdata(type, text, texts), texts);

describe('rdata that is malformed', () => {
  it.each([
    ['a name with octets behind it (RFC 1035 3.3.4)', 'MD', '016100ff'],
    ['a MINFO record of one name (RFC 1035 3.3.7)', 'MINFO', '016100'],
    ['a WKS record without a protocol (RFC 1035 3.4.2)', 'WKS', 'c0000201'],
    ['ports beyond 65535 (RFC 1035 3.4.2)', 'WKS', `c000020106${'00'.repeat(8192)}01`],
    ['an AFSDB record without a subtype (RFC 1183 1)', 'AFSDB', '00'],
    ['two X.25 addresses (RFC 1183 3.1)', 'X25', '01310131'],
    ['an ISDN record of three strings (RFC 1183 3.2)', 'ISDN', '013101310131'],
    ['an ISDN record of none (RFC 1183 3.2)', 'ISDN', ''],
    ['a SIG record without a signer (RFC 2535 4.1)', 'SIG', '00000d000000000000000000000000000000'],
    ['a KEY record of three octets (RFC 2535 3.1)', 'KEY', '010003'],
    ['a PX record of one name (RFC 2163 4)', 'PX', '0001016100'],
    ['a position that is no number (RFC 1712 3)', 'GPOS', '01410130 0130'.replace(' ', '')],
    ['a position of 91 degrees (RFC 1712 3)', 'GPOS', '02393101300130'],
    ['a bit map of 17 octets (RFC 2535 5.2)', 'NXT', `00${'01'.repeat(17)}`],
    ['a bit map of another format (RFC 2535 5.2)', 'NXT', '0080'],
    ['a bit map that ends in zeros (RFC 2535 5.2)', 'NXT', '004000'],
    ['an ATM address without a format', 'ATMA', ''],
    ['a prefix of 129 bits (RFC 2874 3.1)', 'A6', '8100'],
    ['a suffix with bits of the prefix (RFC 2874 3.1)', 'A6', '7f0300'],
    ['a suffix that is cut off (RFC 2874 3.1)', 'A6', '4000000000000000'],
    ['a prefix without a name (RFC 2874 3.1)', 'A6', '80'],
    ['a name without a prefix (RFC 2874 3.1)', 'A6', `00${'00'.repeat(16)}016100`],
  ] as const)('is refused: %s', (_what, type, hex) => {
    expect(() => decodeRdata<KnownType>(type, octetsOf(hex), types)).toThrow(WireError);
  });
});

describe('texts', () => {
  it.each([
    ['WKS', '192.0.2.1 TCP smtp ( Domain 8 http )', '192.0.2.1 6 8 25 53 80'],
    ['WKS', '192.0.2.1 udp', '192.0.2.1 17'],
    ['WKS', '192.0.2.1 88 65535', '192.0.2.1 88 65535'],
    ['X25', '311061700956', '"311061700956"'],
    ['ISDN', '150862028003217 "0 4"', '"150862028003217" "0 4"'],
    ['NSAP', '0X47.0005.80005A', '0x47000580005a'],
    ['NSAP', '0x', '0x'],
    ['KEY', 'NOCONF|HOST|SIG3 ipsec RSASHA1 AQ ID', '16899 4 5 AQID'],
    ['KEY', 'nokey 255 0', '49152 255 0'],
    ['GPOS', '"-90" +180.0 .5', '-90 +180.0 .5'],
    ['NXT', 'a. NXT A type127', 'a. A NXT TYPE127'],
    ['NXT', 'a.', 'a.'],
    ['EID', 'E32C 6f78', 'e32c6f78'],
    ['ATMA', '39.24.6f', '39246f'],
    ['ATMA', '+358.400.1234567', '+3584001234567'],
    ['A6', '0 2001:DB8::1', '0 2001:db8::1'],
    ['A6', '65 ::1 a.', '65 ::1 a.'],
    ['A6', '128 :: a.', '128 :: a.'],
    ['NULL', '\\# 0', '\\# 0'],
  ] as const)('%s %s is read as %s', (type, text, result) => {
    expect(printed(type, text)).toBe(result);
  });

  it.each([
    ['MD', ''],
    ['MINFO', 'a.'],
    ['NULL', 'beef'],
    ['WKS', '192.0.2 6 25'],
    ['WKS', '192.0.2.1 sctp 25'],
    ['WKS', '192.0.2.1 6 gopherhole'],
    ['WKS', '192.0.2.1 6 toString'],
    ['WKS', '192.0.2.1 132 domain'],
    ['WKS', '192.0.2.1 6 65536'],
    ['NSAP', '47'],
    ['NSAP', '0x4'],
    ['NSAP', '0x4g'],
    ['KEY', '512 3 13'],
    ['KEY', 'SIG16 3 13 AQID'],
    ['KEY', 'ZONE| 3 13 AQID'],
    ['KEY', '65536 3 13 AQID'],
    ['KEY', 'ZONE|256 3 13 AQID'],
    ['GPOS', '1e1 0 0'],
    ['GPOS', '0 0'],
    ['NXT', 'a. CAA'],
    ['NXT', 'a. TYPE0'],
    ['EID', 'abc'],
    ['NIMLOC', ''],
    ['ATMA', '+'],
    ['ATMA', '.'],
    ['ATMA', '+12a'],
    ['A6', '129 ::'],
    ['A6', '64 ::1'],
    ['A6', '0 ::1 a.'],
    ['A6', '64 2001:db8::1 a.'],
  ] as const)('%s %s is refused', (type, text) => {
    expect(() => printed(type, text)).toThrow(ParseError);
  });

  it.each([
    ['WKS', 'c0000201060100'],
    ['KEY', '0100030d'],
    ['SIG', '00000d000000000000000000000000000000016100'],
    ['EID', ''],
    ['NIMLOC', ''],
    ['ATMA', '00'],
    ['ATMA', '0141'],
    ['ATMA', '0231'],
  ] as const)(
    'of %s %s are in the generic form, as the own has no words for them (RFC 3597 5)',
    (type, hex) => {
      const decoded = decodeRdata<KnownType>(type, octetsOf(hex), types);
      const text = printRdata<KnownType>(type, decoded, texts);
      expect(text).toBe(`\\# ${hex.length / 2} ${hex}`.trim());
      expect(parseRdata<KnownType>(type, text, texts)).toEqual(decoded);
    },
  );
});

describe('an ATM address', () => {
  it('is printed however long it is', () => {
    const address = new Uint8Array(500_000).fill(0x31);
    expect(printRdata('ATMA', { format: 1, address }, texts)).toBe(`+${'1'.repeat(address.length)}`);
    expect(printRdata('ATMA', { format: 1, address: address.subarray(0, 3) }, texts)).toBe('+111');
  });
});

describe('fields that do not fit', () => {
  const a = Name.from('a.');
  const location = { version: 0, size: 1, horizPre: 1, vertPre: 1, latitude: 0, longitude: 0, altitude: 0 };
  it.each([
    ['WKS', { address: '192.0.2.1', protocol: 6, bitMap: new Uint8Array(8193) }],
    ['WKS', { address: '::1', protocol: 6, bitMap: new Uint8Array() }],
    ['X25', { psdnAddress: new Uint8Array(256) }],
    ['GPOS', { longitude: '91', latitude: '0', altitude: '0' }],
    ['GPOS', { longitude: '0', latitude: '0', altitude: `1${'0'.repeat(255)}` }],
    ['NXT', { nextDomainName: a, typeBitMap: TypeBitmap.of(['A', 'CAA'], allTypes) }],
    ['NXT', { nextDomainName: a, typeBitMap: TypeBitmap.of(['TYPE0'], allTypes) }],
    ['NXT', { nextDomainName: a, typeBitMap: TypeBitmap.of(['TYPE128'], allTypes) }],
    ['LOC', { ...location, size: Infinity }],
    ['LOC', { ...location, size: Number.NaN }],
    ['LOC', { ...location, size: 1e10 }],
    ['LOC', { ...location, horizPre: 12 }],
    ['LOC', { ...location, vertPre: -1 }],
    ['A6', { prefixLen: 129, addressSuffix: '::', prefixName: a }],
    ['A6', { prefixLen: 64, addressSuffix: '2001:db8::', prefixName: a }],
    ['A6', { prefixLen: 64, addressSuffix: '::1' }],
    ['A6', { prefixLen: 0, addressSuffix: '::1', prefixName: a }],
    ['A6', { prefixLen: 0, addressSuffix: '192.0.2.1' }],
  ] as const)('are not written: %s %j', (type, rdata) => {
    expect(() => encodeRdata<KnownType>(type, rdata as never, types)).toThrow(RangeError);
  });
});
