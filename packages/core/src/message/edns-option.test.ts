import * as fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { Name } from '../name/index.ts';
import { anyEdnsOption } from '../testing/option-samples.ts';
import { Reader, Writer } from '../wire/index.ts';
import { decodeMessage, encodeMessage, queryMessage } from './index.ts';
import { type Edns, optionsOf } from './edns.ts';
import { extendedErrorsOf } from './extended-errors.ts';
import { type EdnsOption, ednsOptionCodes, readOption, writeOption } from './edns-option.ts';

const octetsOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const edns = (...options: EdnsOption[]): Edns => ({
  udpPayloadOctets: 1232,
  version: 0,
  dnssecOk: false,
  options,
});

function read(code: number, hex: string): EdnsOption {
  const data = octetsOf(hex);
  const writer = new Writer();
  writer.u16(code);
  writer.lengthPrefixed(() => writer.octets(data));
  return readOption(new Reader(writer.finish()));
}

function write(option: EdnsOption): string {
  const writer = new Writer();
  writeOption(writer, option);
  return Buffer.from(writer.finish().subarray(4)).toString('hex');
}

describe('EDNS options', () => {
  it.each([3, 'constructor', undefined])('refuse a client subnet of the unknown family %s', (family) => {
    const data = { family, sourcePrefixLength: 0, scopePrefixLength: 0, address: '0.0.0.0' };
    expect(() => write({ code: 'ECS', data } as unknown as EdnsOption)).toThrow(RangeError);
  });

  it('decode to what was encoded', () => {
    fc.assert(
      fc.property(fc.array(anyEdnsOption, { maxLength: 5 }), (options) => {
        const message = queryMessage('example', 'A', { edns: edns(...options) });
        expect(decodeMessage(encodeMessage(message))).toEqual(message);
      }),
    );
  });

  it('never lose their message, whatever their octets are, and are stable', () => {
    const code = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.nat(0xffff));
    fc.assert(
      fc.property(code, fc.uint8Array({ maxLength: 24 }), (code, octets) => {
        const hex = Buffer.from(octets).toString('hex');
        const option = read(code, hex);
        expect(ednsOptionCodes.code(option.code)).toBe(code);
        const written = write(option);
        if (option.code.startsWith('OPT')) expect(written).toBe(hex);
        expect(read(code, written)).toEqual(option);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [
      'LLQ (RFC 8764 3.2)',
      1,
      '0001 0001 0000 0102030405060708 00000e10',
      { version: 1, opcode: 1, error: 0, id: 0x0102_0304_0506_0708n, leaseLife: 3600 },
    ],
    ['UL (RFC 9664 4)', 2, '00000e10', { lease: 3600 }],
    ['UL with a lease for keys (RFC 9664 4)', 2, '00000e10 00127500', { lease: 3600, keyLease: 1_209_600 }],
    ['NSID of a query (RFC 5001 2.1)', 3, '', { nsid: octetsOf('') }],
    ['NSID (RFC 5001 2.3)', 3, '6e7333', { nsid: octetsOf('6e7333') }],
    ['DAU (RFC 6975 3)', 5, '080d', { algorithms: [8, 13] }],
    ['DHU (RFC 6975 3)', 6, '', { algorithms: [] }],
    ['N3U (RFC 6975 3)', 7, '01', { algorithms: [1] }],
    [
      'ECS of IPv4 (RFC 7871 6)',
      8,
      '0001 18 00 c00002',
      { family: 1, sourcePrefixLength: 24, scopePrefixLength: 0, address: '192.0.2.0' },
    ],
    [
      'ECS of IPv6 with half an octet (RFC 7871 6)',
      8,
      '0002 24 30 20010db8f0',
      { family: 2, sourcePrefixLength: 36, scopePrefixLength: 48, address: '2001:db8:f000::' },
    ],
    [
      'ECS of somebody who does not say (RFC 7871 7.1.2)',
      8,
      '0001 00 00',
      { family: 1, sourcePrefixLength: 0, scopePrefixLength: 0, address: '0.0.0.0' },
    ],
    ['EXPIRE of a query (RFC 7314 3.1)', 9, '', {}],
    ['EXPIRE (RFC 7314 2)', 9, '00000e10', { expire: 3600 }],
    [
      'COOKIE of a client (RFC 9018 A.1)',
      10,
      '2464c4abcf10c957',
      { clientCookie: octetsOf('2464c4abcf10c957') },
    ],
    [
      'COOKIE (RFC 9018 A.1)',
      10,
      '2464c4abcf10c957 010000005cf79f111f8130c3eee29480',
      {
        clientCookie: octetsOf('2464c4abcf10c957'),
        serverCookie: octetsOf('010000005cf79f111f8130c3eee29480'),
      },
    ],
    ['TCP-KEEPALIVE of a query (RFC 7828 3.2.1)', 11, '', {}],
    ['TCP-KEEPALIVE (RFC 7828 3.1)', 11, '012c', { timeoutMs: 30_000 }],
    ['PADDING (RFC 7830 3)', 12, '000000', { length: 3 }],
    ['CHAIN (RFC 7901 4)', 13, '076578616d706c6500', { closestTrustPoint: Name.from('example') }],
    ['KEY-TAG (RFC 8145 4.1)', 14, '4a5c4f66', { keyTags: [19_036, 20_326] }],
    ['EDE (RFC 8914 2)', 15, '0009', { infoCode: 9, extraText: '' }],
    ['EDE with text (RFC 8914 2)', 15, '0009 c3bc', { infoCode: 9, extraText: 'ü' }],
    ['CLIENT-TAG', 16, '0102', { tag: 258 }],
    ['SERVER-TAG', 17, '0102', { tag: 258 }],
    ['REPORT-CHANNEL (RFC 9567 5)', 18, '016100', { agentDomain: Name.from('a') }],
    ['ZONEVERSION of a query (RFC 9660 2)', 19, '', {}],
    [
      'ZONEVERSION (RFC 9660 2)',
      19,
      '0200 77359400',
      { labelCount: 2, type: 0, version: octetsOf('77359400') },
    ],
  ])('are typed: %s', (_what, code, hex, data) => {
    const option = read(code, hex);
    expect(option).toEqual({ code: ednsOptionCodes.name(code), data });
    expect(write(option)).toBe(hex.replaceAll(' ', ''));
  });

  it.each([
    ['LLQ of 17 octets', 1, '00'.repeat(17)],
    ['UL of 5 octets', 2, '00'.repeat(5)],
    ['ECS without its prefixes', 8, '0001'],
    ['ECS of an unknown family', 8, '00030000'],
    ['ECS of no family', 8, '00000000'],
    ['ECS with too few octets', 8, '000118 00 c000'],
    ['ECS with too many octets', 8, '000110 00 c00002'],
    ['ECS with bits behind its prefix', 8, '000117 00 c00003'],
    ['ECS with a prefix over 32 bits', 8, '000121 00 c000020100'],
    ['ECS with a scope over 32 bits', 8, '000110 21 c000'],
    ['EXPIRE of 3 octets', 9, '000000'],
    ['COOKIE of 7 octets', 10, '00'.repeat(7)],
    ['COOKIE with a server cookie of 7 octets', 10, '00'.repeat(15)],
    ['COOKIE with a server cookie of 33 octets', 10, '00'.repeat(41)],
    ['TCP-KEEPALIVE of 1 octet', 11, '00'],
    ['CHAIN with a compression pointer', 13, 'c00c'],
    ['CHAIN whose name does not end', 13, '0161'],
    ['CHAIN with octets behind its name', 13, '01610000'],
    ['CHAIN without a name', 13, ''],
    ['CHAIN over 255 octets', 13, `${`3f${'61'.repeat(63)}`.repeat(4)}00`],
    ['KEY-TAG without tags', 14, ''],
    ['KEY-TAG of 3 octets', 14, '000100'],
    ['EDE of 1 octet', 15, '00'],
    ['CLIENT-TAG of 1 octet', 16, '00'],
    ['SERVER-TAG of 3 octets', 17, '000000'],
    ['REPORT-CHANNEL without a name', 18, ''],
    ['ZONEVERSION of 1 octet', 19, '02'],
    ['ZONEVERSION with a serial of 3 octets', 19, '0200010203'],
    ['an unknown one', 65_001, '010203'],
  ])('are octets where these are not of their form: %s', (_what, code, hex) => {
    const option = read(code, hex);
    expect(option).toEqual({ code: `OPT${code}`, data: octetsOf(hex) });
    expect(write(option)).toBe(hex.replaceAll(' ', ''));
  });

  it.each<EdnsOption>([
    { code: 'ECS', data: { family: 1, sourcePrefixLength: 24, scopePrefixLength: 0, address: '192.0.2.1' } },
    { code: 'ECS', data: { family: 1, sourcePrefixLength: 24, scopePrefixLength: 0, address: '2001:db8::' } },
    { code: 'ECS', data: { family: 1, sourcePrefixLength: 33, scopePrefixLength: 0, address: '192.0.2.0' } },
    { code: 'COOKIE', data: { clientCookie: octetsOf('00') } },
    { code: 'COOKIE', data: { clientCookie: octetsOf('0011223344556677'), serverCookie: octetsOf('') } },
    { code: 'TCP-KEEPALIVE', data: { timeoutMs: 150 } },
    { code: 'TCP-KEEPALIVE', data: { timeoutMs: 6_553_600 } },
    { code: 'PADDING', data: { length: -1 } },
    { code: 'KEY-TAG', data: { keyTags: [] } },
    { code: 'ZONEVERSION', data: { labelCount: 1, type: 0, version: octetsOf('00') } },
    { code: 'OPT65536', data: octetsOf('') },
  ])('are refused where they cannot be written: %j', (option) => {
    expect(() => write(option)).toThrow(RangeError);
  });

  it('take an EXTRA-TEXT that ends with NUL or is not UTF-8 (RFC 8914 2)', () => {
    expect(read(15, '0012 6f6b 00')).toEqual({ code: 'EDE', data: { infoCode: 18, extraText: 'ok' } });
    expect(read(15, '0012 6f006b 0000')).toEqual({ code: 'EDE', data: { infoCode: 18, extraText: 'o\0k' } });
    expect(read(15, '0012 ff')).toEqual({ code: 'EDE', data: { infoCode: 18, extraText: '\ufffd' } });
  });

  it('are found by their names, with the types of their data', () => {
    const found = edns(
      { code: 'EDE', data: { infoCode: 35, extraText: '' } },
      { code: 'NSID', data: { nsid: octetsOf('00') } },
      { code: 'EDE', data: { infoCode: 49_152, extraText: 'own' } },
    );
    expectTypeOf(optionsOf(found, 'NSID')).toEqualTypeOf<{ readonly nsid: Uint8Array }[]>();
    expect(optionsOf(found, 'NSID')).toEqual([{ nsid: octetsOf('00') }]);
    expect(optionsOf(undefined, 'ECS')).toEqual([]);
    expect(extendedErrorsOf(found)).toEqual([
      { infoCode: 35, purpose: 'Blocked by Upstream DNS Server', extraText: '' },
      { infoCode: 49_152, extraText: 'own' },
    ]);
  });

  it('are told apart by their codes', () => {
    const [option] = decodeMessage(new Uint8Array(12)).edns?.options ?? [];
    if (option?.code === 'ECS') expectTypeOf(option.data.family).toEqualTypeOf<1 | 2>();
    if (option?.code === 'OPT65001') expectTypeOf(option.data).toEqualTypeOf<Uint8Array>();
    // @ts-expect-error The data is not that of the code.
    expect(() => write({ code: 'KEY-TAG', data: { tag: 1 } })).toThrow(TypeError);
  });
});
