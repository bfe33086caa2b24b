import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata, printRdata } from '../presentation/index.ts';
import { allTypes, decodeRdata, encodeRdata, type KnownType } from './index.ts';

const texts = { types: allTexts };
const types = { types: allTypes };
const octetsOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const parse = (type: KnownType, text: string): unknown => parseRdata(type, text, texts);
const decode = (type: KnownType, hex: string): unknown => decodeRdata(type, octetsOf(hex), types);

describe('rdata that is malformed', () => {
  it.each([
    ['an empty certificate (RFC 4398 2)', 'CERT', '0001000001'],
    ['an IPv4 prefix over 32 bits (RFC 3123 4.1)', 'APL', '00012101c0'],
    ['an IPv6 prefix over 128 bits (RFC 3123 4.2)', 'APL', '00028101ff'],
    ['an IPv4 address over 4 octets (RFC 3123 4.1)', 'APL', '00012005c000020101'],
    ['a range that is cut off (RFC 3123 4)', 'APL', '00012003c000'],
    ['a gateway of an unknown type (RFC 4025 2.3)', 'IPSECKEY', '0a0402c0000226010203'],
    ['a gateway that is cut off (RFC 4025 2.5)', 'IPSECKEY', '0a0102c00002'],
    ['a relay with octets behind it (RFC 8777 4.2)', 'AMTRELAY', '0a01cb00710f00'],
    ['no relay, but octets (RFC 8777 4.2)', 'AMTRELAY', '0a0000'],
    ['a DHCID without its digest type (RFC 4701 3.1)', 'DHCID', '0001'],
    ['a HIP record without an identity tag (RFC 8005 5)', 'HIP', '000200010102'],
    ['a HIP record without a key (RFC 8005 5)', 'HIP', '0102000001'],
    ['a deletion with a digest (RFC 8078 4)', 'CDS', '000000000000'],
    ['a SHA-256 digest of 20 octets (RFC 4509 2.1)', 'CDS', `00010502${'00'.repeat(20)}`],
    ['a SHA-256 digest of 20 octets (RFC 4509 2.1)', 'TA', `00010502${'00'.repeat(20)}`],
    ['a SHA-384 digest of 20 octets (RFC 8976 2.2.4)', 'ZONEMD', `000000010101${'00'.repeat(20)}`],
    ['an empty digest (RFC 8976 2.2.4)', 'ZONEMD', '0000000101f0'],
    ['an empty OpenPGP key (RFC 7929 2.1)', 'OPENPGPKEY', ''],
    ['no CBOR (RFC 9886 5.1)', 'BRID', ''],
    ['no strings (RFC 9606 3)', 'RESINFO', ''],
    ['an identifier of 5 octets (RFC 7043 3.1)', 'EUI48', '0123456789'],
    ['an identifier of 9 octets (RFC 7043 4.1)', 'EUI64', '0123456789abcdef00'],
    ['a MAC that is cut off (RFC 8945 4.2)', 'TSIG', '00000000000001012c0003aabb'],
    ['octets behind the other data (RFC 2930 2)', 'TKEY', '0000000000000000000003000000000000ff'],
    ['a node number of 7 octets', 'IPN', '00000000000000'],
  ] as const)('is refused: %s', (_what, type, hex) => {
    expect(() => decode(type, hex)).toThrow(WireError);
  });
});

describe('texts that are not of their form', () => {
  it.each([
    ['CERT', 'NOTYPE 0 0 AQID'],
    ['APL', '1:192.0.2.0/33'],
    ['APL', '65536:00/1'],
    ['APL', '1:192.0.2/24'],
    ['APL', '3:0a0/9'],
    ['IPSECKEY', '10 0 0 192.0.2.1'],
    ['IPSECKEY', '10 4 0 .'],
    ['AMTRELAY', '10 2 0 .'],
    ['AMTRELAY', '10 0 4 .'],
    ['DHCID', 'AAE='],
    ['HIP', `2 ${'00'.repeat(256)} AQID`],
    ['CDS', '0 0 0 0000'],
    ['CDNSKEY', '0 3 0 0'],
    ['DSYNC', 'CDS 256 53 a.'],
    ['NID', '10 14:4fff:ff20'],
    ['L64', '10 2001:db8::'],
    ['EUI48', '00-00-5e-00-53'],
    ['EUI48', '00:00:5e:00:53:2a'],
    ['TSIG', 'a. 281474976710656 300 0 1 NOERROR 0'],
    ['TSIG', 'a. 1 300 2 AQID 1 NOERROR 0'],
    ['TSIG', 'a. 1 300 0 1 BADNESS 0'],
    ['IPN', '18446744073709551616'],
    ['IPN', '4294967296.0'],
    ['IPN', '1.2.3'],
    ['DOA', '0 1 2 ""'],
  ] as const)('are refused: %s %s', (type, text) => {
    expect(() => parse(type, text)).toThrow(ParseError);
  });
});

describe('fields that do not fit', () => {
  it.each([
    ['APL', { items: [{ addressFamily: 1, prefix: 33, negation: false, address: '192.0.2.0' }] }],
    ['APL', { items: [{ addressFamily: 2, prefix: 32, negation: false, address: '192.0.2.0' }] }],
    [
      'IPSECKEY',
      { precedence: 1, gatewayType: 1, algorithm: 0, gateway: Name.root, publicKey: octetsOf('') },
    ],
    ['AMTRELAY', { precedence: 1, discoveryOptional: false, type: 0, relay: '192.0.2.1' }],
    ['AMTRELAY', { precedence: 1, discoveryOptional: false, type: 128, relay: octetsOf('') }],
    ['CDS', { keyTag: 0, algorithm: 0, digestType: 0, digest: octetsOf('0000') }],
    ['ZONEMD', { serial: 1, scheme: 1, hashAlgorithm: 1, digest: octetsOf('00') }],
    ['NID', { preference: 1, nodeId: '14:4fff' }],
    ['EUI64', { address: '00-00-5e-00-53-2a' }],
    ['IPN', { nodeNumber: 2n ** 64n }],
  ] as const)('are refused: %s', (type, rdata) => {
    expect(() => encodeRdata<KnownType, KnownType>(type, rdata, types)).toThrow(RangeError);
  });
});

describe('rdata with more than one text', () => {
  it.each([
    // Trailing zeros are not written, but taken (RFC 3123 4.1).
    ['APL', '00012004c0000200', '1:192.0.2.0/32'],
    ['APL', '00038083ff0000', '!3:ff/128'],
    ['ZONEMD', `0000000100f0${'ab'.repeat(12)}`, `\\# 18 0000000100f0${'ab'.repeat(12)}`],
    ['DS', '000105000a', '\\# 5 000105000a'],
    ['DLV', '00010563', '\\# 4 00010563'],
    ['AMTRELAY', '0a840102', '\\# 4 0a840102'],
  ] as const)('is printed in one: %s %s as %s', (type, hex, text) => {
    const rdata = decodeRdata<KnownType, KnownType>(type, octetsOf(hex), types);
    expect(printRdata<KnownType, KnownType>(type, rdata, texts)).toBe(text);
    expect(parse(type, text)).toEqual(rdata);
  });

  it.each([
    ['NID', '10 14:4FFF:ff20:ee64', '10 0014:4fff:ff20:ee64'],
    ['EUI48', '00-00-5E-00-53-2A', '00-00-5e-00-53-2a'],
    ['IPN', '1.2', '4294967298'],
    ['CERT', '1 1 5 AQID', 'PKIX 1 5 AQID'],
    ['CERT', 'pkix 1 rsasha1 AQ ID', 'PKIX 1 5 AQID'],
    ['DSYNC', 'cds 1 53 a.', 'CDS NOTIFY 53 a.'],
    ['CSYNC', '66 3 AAAA ns a', '66 3 A NS AAAA'],
    ['TKEY', 'a. 20200708102315 20200708110104 3 badkey AQID', 'a. 1594203795 1594206064 3 17 AQID'],
    ['CLA', 'TCP-v4-v7', '"TCP-v4-v7"'],
  ] as const)('is printed in one: %s %s as %s', (type, text, printed) => {
    const rdata = parseRdata<KnownType, KnownType>(type, text, texts);
    expect(printRdata<KnownType, KnownType>(type, rdata, texts)).toBe(printed);
  });
});
