import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../../errors/index.ts';
import { Name } from '../../name/index.ts';
import { parseRdata, printRdata } from '../../presentation/index.ts';
import { decodeRdata, encodeRdata, type SvcParams } from '../index.ts';

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const paramsOf = (text: string): SvcParams => parseRdata('SVCB', `1 . ${text}`).params;
const printed = (hex: string): string => printRdata('SVCB', decodeRdata('SVCB', octets(hex)));

describe('parameters of SVCB records', () => {
  it('are typed by their key (RFC 9460 7, RFC 9461 5, RFC 9540 4, RFC 9953 3)', () => {
    const text =
      'mandatory=alpn,key9 alpn=h2,f\\\\\\\\o\\\\,o no-default-alpn port=8443 ipv4hint=192.0.2.1 ech=AAEC ipv6hint=2001:db8::1 ' +
      'dohpath=/q{?dns} ohttp tls-supported-groups=29,23 docpath=n,s key65534="\\255"';
    expect(paramsOf(text)).toEqual({
      mandatory: [1, 9],
      alpn: ['h2', 'f\\o,o'],
      noDefaultAlpn: true,
      port: 8443,
      ipv4hint: ['192.0.2.1'],
      ech: Uint8Array.of(0, 1, 2),
      ipv6hint: ['2001:db8::1'],
      dohpath: '/q{?dns}',
      ohttp: true,
      tlsSupportedGroups: [29, 23],
      docpath: ['n', 's'],
      other: new Map([[65534, Uint8Array.of(255)]]),
    });
    const parsed = parseRdata('SVCB', `1 . ${text}`);
    expect(decodeRdata('SVCB', encodeRdata('SVCB', parsed))).toEqual(parsed);
    expect(parseRdata('SVCB', printRdata('SVCB', parsed))).toEqual(parsed);
  });

  it.each([
    ['keys that do not ascend (RFC 9460 2.2)', '000100 00030002 01bb 00010003 026832'],
    ['a key twice', '000100 00030002 01bb 00030002 01bb'],
    ['a value longer than the rdata', '000100 00030003 01bb'],
    ['half a key', '000100 00'],
    ['a mandatory key that is absent (RFC 9460 8)', '000100 00000002 0003'],
    ['mandatory keys that do not ascend', '000100 00000004 00040003 00030002 01bb 00040004 c0000201'],
    ['mandatory itself among the mandatory keys', '000100 00000002 0000'],
    ['no mandatory keys', '000100 00000000'],
    ['no-default-alpn without alpn (RFC 9460 7.1.1)', '000100 00020000'],
    ['no-default-alpn with a value', '000100 00010003026832 00020001 00'],
    ['no protocol IDs (RFC 9460 7.1.1)', '000100 00010000'],
    ['an empty protocol ID', '000100 00010001 00'],
    ['a cut protocol ID', '000100 00010002 0268'],
    ['a port of one octet (RFC 9460 7.2)', '000100 00030001 01'],
    ['a port of three octets', '000100 00030003 000101'],
    ['no address (RFC 9460 7.3)', '000100 00040000'],
    ['half an address', '000100 00060008 20010db800000000'],
    ['an empty ech', '000100 00050000'],
    ['a dohpath that is not UTF-8 (RFC 9461 5)', '000100 00070001 ff'],
    ['an ohttp with a value (RFC 9540 4)', '000100 00080001 00'],
    ['no groups of TLS', '000100 00090000'],
    ['one and a half groups of TLS', '000100 00090003 001d00'],
    ['a group of TLS twice', '000100 00090004 001d001d'],
    ['a cut segment of a docpath (RFC 9953 3)', '000100 000a0002 0261'],
  ])('refuse %s', (_what, hex) => {
    expect(() => decodeRdata('SVCB', octets(hex.replaceAll(' ', '')))).toThrow(WireError);
  });

  it.each([
    [{ mandatory: [3] }, 'the mandatory key 3 is absent'],
    [{ mandatory: [3, 3], port: 1 }, 'out of order'],
    [{ noDefaultAlpn: true }, 'no-default-alpn without alpn'],
    [{ alpn: [] }, 'alpn'],
    [{ alpn: [''] }, 'empty'],
    [{ alpn: ['h'.repeat(256)] }, '256'],
    [{ alpn: ['ĥ2'] }, 'no octet'],
    [{ port: 65_536 }, '65536'],
    [{ ipv4hint: ['::1'] }, 'no address'],
    [{ ech: new Uint8Array() }, 'empty'],
    [{ tlsSupportedGroups: [29, 29] }, 'twice'],
    [{ other: new Map([[3, Uint8Array.of(1, 187)]]) }, 'a field of its own'],
    [{ other: new Map([[65_536, new Uint8Array()]]) }, '65536'],
  ] as const)('%j are not written', (params, message) => {
    const rdata = { priority: 1, targetName: Name.root, params };
    expect(() => encodeRdata('HTTPS', rdata)).toThrow(RangeError);
    expect(() => encodeRdata('HTTPS', rdata)).toThrow(message);
  });

  it.each([
    'alpn="h2"h3',
    'alpn=h"2"',
    'alpn=""',
    'dohpath=',
    'key65535=a',
    'key01=a',
    'KEY1=a',
    'port="4\\0523"',
    'ipv4hint=1.2.3',
    'tls-supported-groups=29,',
    'tls-supported-groups=65536',
    'tls-supported-groups=29,29',
    'ohttp=1',
    `ipv4hint=${'192.0.2.1,'.repeat(16_384)}192.0.2.1`,
    `alpn=${'h'.repeat(256)}`,
  ])('refuse the text %j', (text) => {
    expect(() => paramsOf(text)).toThrow(ParseError);
  });

  it('of an alias are kept, but have no text but the generic one (RFC 9460 2.4.2)', () => {
    expect(printed('0000000003000201bb')).toBe('\\# 9 0000000003000201bb');
    expect(printed('000100ffff000161')).toBe('\\# 8 000100ffff000161');
    expect(printed('000100000a000100')).toBe('1 . key10="\\000"');
  });
});
