import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendedErrorCodes } from './message/extended-errors.ts';
import {
  decodeMessage,
  ednsOptionCodes,
  encodeMessage,
  opcodes,
  queryMessage,
  rcodes,
  recordClasses,
} from './wire.ts';
import { allTexts, parseRdata, printRdata } from './presentation/index.ts';
import { allTypes, decodeRdata, encodeRdata, type KnownType } from './rdata/index.ts';
import { SAMPLES } from './testing/message-samples.ts';
import { OPTION_SAMPLES } from './testing/option-samples.ts';
import { parseEdnsOption, printEdnsOption } from './text/index.ts';

/** The types with a published format (IANA: Resource Record TYPEs), by their code points. */
const TYPES = `
  A=1 NS=2 MD=3 MF=4 CNAME=5 SOA=6 MB=7 MG=8 MR=9 NULL=10 WKS=11 PTR=12 HINFO=13 MINFO=14 MX=15 TXT=16 RP=17 AFSDB=18
  X25=19 ISDN=20 RT=21 NSAP=22 NSAP-PTR=23 SIG=24 KEY=25 PX=26 GPOS=27 AAAA=28 LOC=29 NXT=30 EID=31 NIMLOC=32 SRV=33
  ATMA=34 NAPTR=35 KX=36 CERT=37 A6=38 DNAME=39 APL=42 DS=43 SSHFP=44 IPSECKEY=45 RRSIG=46 NSEC=47 DNSKEY=48 DHCID=49
  NSEC3=50 NSEC3PARAM=51 TLSA=52 SMIMEA=53 HIP=55 CDS=59 CDNSKEY=60 OPENPGPKEY=61 CSYNC=62 ZONEMD=63 SVCB=64 HTTPS=65
  DSYNC=66 HHIT=67 BRID=68 SPF=99 NID=104 L32=105 L64=106 LP=107 EUI48=108 EUI64=109 TKEY=249 TSIG=250 URI=256 CAA=257
  AVC=258 DOA=259 AMTRELAY=260 RESINFO=261 WALLET=262 CLA=263 IPN=264 TA=32768 DLV=32769`;

/** IANA: DNS EDNS0 Option Codes. */
const OPTIONS = `
  LLQ=1 UL=2 NSID=3 DAU=5 DHU=6 N3U=7 ECS=8 EXPIRE=9 COOKIE=10 TCP-KEEPALIVE=11 PADDING=12 CHAIN=13 KEY-TAG=14 EDE=15
  CLIENT-TAG=16 SERVER-TAG=17 REPORT-CHANNEL=18 ZONEVERSION=19`;

/** IANA: DNS SVCB Service Parameter Keys, with the field and a value of each. */
const SVC_PARAMS = [
  ['mandatory', 0, 'mandatory', 'port'],
  ['alpn', 1, 'alpn', 'h2,h3'],
  ['no-default-alpn', 2, 'noDefaultAlpn', ''],
  ['port', 3, 'port', '8443'],
  ['ipv4hint', 4, 'ipv4hint', '192.0.2.1'],
  ['ech', 5, 'ech', 'AAEC'],
  ['ipv6hint', 6, 'ipv6hint', '2001:db8::2'],
  ['dohpath', 7, 'dohpath', '/q{?dns}'],
  ['ohttp', 8, 'ohttp', ''],
  ['tls-supported-groups', 9, 'tlsSupportedGroups', '29,23'],
  ['docpath', 10, 'docpath', 'a,b'],
  ['key667', 667, 'other', 'hello'],
] as const;

const byCode = (list: string): [string, number][] =>
  list
    .trim()
    .split(/\s+/)
    .map((each) => each.split('='))
    .map(([name = '', code]) => [name, Number(code)]);

describe('the codec has', () => {
  it.each(byCode(TYPES))('%s, type %i, in wire and presentation form', (name, code) => {
    const type = allTypes.parse(name) as KnownType;
    expect([type, allTypes.codeOf(type), allTypes.nameOf(code)]).toEqual([name, code, name]);
    expect(allTexts.of(type)).toBeDefined();
    const samples = SAMPLES.filter(([sampled]) => sampled === name);
    expect(samples).not.toEqual([]);
    for (const [, text] of samples) {
      const rdata = parseRdata<KnownType, KnownType>(type, text, { types: allTexts });
      const octets = encodeRdata<KnownType, KnownType>(type, rdata, { types: allTypes });
      const decoded = decodeRdata<KnownType, KnownType>(type, octets, { types: allTypes });
      expect([decoded, printRdata<KnownType, KnownType>(type, decoded, { types: allTexts })]).toEqual([
        rdata,
        text,
      ]);
      // NULL is octets by its definition, HHIT and BRID are CBOR (RFC 1035 3.3.10, RFC 9886 5).
      if (!['NULL', 'HHIT', 'BRID'].includes(name)) expect(Object.keys(rdata)).not.toEqual(['data']);
    }
    // By text of its own, of which one sample at least is not the generic form.
    if (name !== 'NULL') expect(samples.some(([, text]) => !text.startsWith('\\#'))).toBe(true);
  });

  it.each(byCode(OPTIONS))('the EDNS option %s, code %i, in wire form and text', (name, code) => {
    expect([ednsOptionCodes.name(code), ednsOptionCodes.code(name as 'ECS')]).toEqual([name, code]);
    const anyData = OPTION_SAMPLES[name as keyof typeof OPTION_SAMPLES] as fc.Arbitrary<unknown>;
    for (const data of fc.sample(anyData, { numRuns: 20, seed: 15 })) {
      const option = { code: name, data } as never;
      const edns = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [option] };
      const message = queryMessage('example', 'A', { edns });
      expect(decodeMessage(encodeMessage(message))).toEqual(message);
      expect(parseEdnsOption(printEdnsOption(option))).toEqual(option);
    }
  });

  it.each(SVC_PARAMS)('the service parameter %s, key %i, as %s', (name, key, field, value) => {
    const beside = { mandatory: ' port=1', 'no-default-alpn': ' alpn=h2' }[name as 'mandatory'] ?? '';
    const word = value === '' ? name : `${name}="${value}"`;
    const rdata = parseRdata('HTTPS', `1 . ${word}${beside}`);
    expect(rdata.params).toHaveProperty(field);
    expect(printRdata('HTTPS', rdata)).toContain(word);
    expect(decodeRdata('HTTPS', encodeRdata('HTTPS', rdata))).toEqual(rdata);
    if (key < 667)
      expect(parseRdata('HTTPS', `1 . key${key}="${wireOf(rdata, key)}"${beside}`)).toEqual(rdata);
  });

  it('names for opcodes, rcodes, classes and extended errors', () => {
    const codes = [opcodes.code('UPDATE'), rcodes.code('BADCOOKIE'), recordClasses.code('CH')];
    expect([...codes, extendedErrorCodes.code('Stale Answer')]).toEqual([5, 23, 3, 3]);
  });
});

/** The value of a key as escaped octets. */
function wireOf(rdata: Parameters<typeof encodeRdata<'HTTPS', 'HTTPS'>>[1], key: number): string {
  const octets = Buffer.from(encodeRdata('HTTPS', rdata));
  for (let at = 3; at < octets.length; at += 4 + octets.readUInt16BE(at + 2))
    if (octets.readUInt16BE(at) === key)
      return Array.from(octets.subarray(at + 4, at + 4 + octets.readUInt16BE(at + 2)))
        .map((octet) => `\\${String(octet).padStart(3, '0')}`)
        .join('');
  throw new Error(`no key ${key}`);
}

const VECTORS =
  process.env['VECTORS_DIR'] ?? fileURLToPath(new URL('../../../../shared/vectors', import.meta.url));

/** The test that runs each suite of other projects. The folders that are not named belong to other parts. */
const SUITES = {
  'rdata/example_zone_rdata.jsonl': 'rdata/rdata-vectors',
  'rdata/name_from_text.jsonl': 'name/name-vectors',
  'rdata/rdata_from_text.jsonl': 'rdata/rdata-vectors',
  'rdata/rdata_from_wire.jsonl': 'rdata/rdata-vectors',
  'rdata/test_ldnsrr.4': 'rdata/rdata-vectors, zone/zone-vectors',
  'rdata/test_ldnsrr.5': 'rdata/rdata-vectors, zone/zone-vectors',
  'rdata/test_ldnsrr.c4': 'rdata/rdata-vectors',
  'rdata/test_ldnsrr.c5': 'rdata/rdata-vectors',
  'svcb/svcb.jsonl': 'rdata/rdata-vectors',
  'wire/c-ares-fuzzinput.jsonl.gz': 'message/wire-vectors',
  'wire/unbound-test_packets-drill.jsonl.gz': 'message/wire-vectors',
  'wire/unbound-test_packets-pcat.jsonl.gz': 'message/wire-vectors',
  'lists/opendns-random-10000.txt': 'name/name-vectors',
  'lists/opendns-top-10000.txt': 'name/name-vectors',
};

describe.skipIf(!existsSync(VECTORS))('the suites of other projects', () => {
  it('are run, each by a test', () => {
    const files = ['rdata', 'svcb', 'wire', 'lists'].flatMap((folder) =>
      readdirSync(`${VECTORS}/${folder}`)
        .filter((file) => file !== 'NOTICE')
        .map((file) => `${folder}/${file}`),
    );
    expect(files.toSorted()).toEqual(Object.keys(SUITES).toSorted());
  });
});
