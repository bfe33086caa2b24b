import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import type { EdnsOption } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { anyEdnsOption } from '../testing/option-samples.ts';
import { parseEdnsOption, printEdnsOption } from './edns-text.ts';

const octetsOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

const SAMPLES: readonly (readonly [string, EdnsOption])[] = [
  [
    'LLQ: Version: 1, Opcode: 2, Error: 0, Identifier: 1311768465173141112, Lifetime: 4278124286',
    {
      code: 'LLQ',
      data: { version: 1, opcode: 2, error: 0, id: 0x1234_5678_1234_5678n, leaseLife: 0xfefe_fefe },
    },
  ],
  ['UPDATE-LEASE: 3600', { code: 'UL', data: { lease: 3600 } }],
  ['UPDATE-LEASE: 3600/1209600', { code: 'UL', data: { lease: 3600, keyLease: 1_209_600 } }],
  ['NSID', { code: 'NSID', data: { nsid: octetsOf('') } }],
  ['NSID: 6e7333 ("ns3")', { code: 'NSID', data: { nsid: octetsOf('6e7333') } }],
  ['DAU: 8 13', { code: 'DAU', data: { algorithms: [8, 13] } }],
  ['DHU', { code: 'DHU', data: { algorithms: [] } }],
  ['N3U: 1', { code: 'N3U', data: { algorithms: [1] } }],
  [
    'CLIENT-SUBNET: 192.0.2.0/24/0',
    {
      code: 'ECS',
      data: { family: 1, sourcePrefixLength: 24, scopePrefixLength: 0, address: '192.0.2.0' },
    },
  ],
  [
    'CLIENT-SUBNET: ::/0/0',
    { code: 'ECS', data: { family: 2, sourcePrefixLength: 0, scopePrefixLength: 0, address: '::' } },
  ],
  ['EXPIRE', { code: 'EXPIRE', data: {} }],
  ['EXPIRE: 1200', { code: 'EXPIRE', data: { expire: 1200 } }],
  [
    'COOKIE: 2464c4abcf10c957010000005cf79f11',
    {
      code: 'COOKIE',
      data: { clientCookie: octetsOf('2464c4abcf10c957'), serverCookie: octetsOf('010000005cf79f11') },
    },
  ],
  ['TCP-KEEPALIVE', { code: 'TCP-KEEPALIVE', data: {} }],
  ['TCP-KEEPALIVE: 30.0 secs', { code: 'TCP-KEEPALIVE', data: { timeoutMs: 30_000 } }],
  ['TCP-KEEPALIVE: 0.1 secs', { code: 'TCP-KEEPALIVE', data: { timeoutMs: 100 } }],
  ['PAD: (95 bytes)', { code: 'PADDING', data: { length: 95 } }],
  ['CHAIN: example.', { code: 'CHAIN', data: { closestTrustPoint: Name.from('example') } }],
  ['KEY-TAG: 1, 2', { code: 'KEY-TAG', data: { keyTags: [1, 2] } }],
  ['EDE: 24 (Invalid Data)', { code: 'EDE', data: { infoCode: 24, extraText: '' } }],
  ['EDE: 0 (Other Error): (foo)', { code: 'EDE', data: { infoCode: 0, extraText: 'foo' } }],
  ['EDE: 49152: (a (b) ü)', { code: 'EDE', data: { infoCode: 49_152, extraText: 'a (b) ü' } }],
  [
    String.raw`EDE: 15 (Blocked): (\027[2J\010\226\128\174\092)`,
    { code: 'EDE', data: { infoCode: 15, extraText: '\u001b[2J\n\u202e\\' } },
  ],
  ['CLIENT-TAG: 1', { code: 'CLIENT-TAG', data: { tag: 1 } }],
  ['SERVER-TAG: 65535', { code: 'SERVER-TAG', data: { tag: 65_535 } }],
  ['REPORT-CHANNEL: a.example.', { code: 'REPORT-CHANNEL', data: { agentDomain: Name.from('a.example') } }],
  ['ZONEVERSION', { code: 'ZONEVERSION', data: {} }],
  [
    'ZONEVERSION: LABELS: 1, SOA-SERIAL: 2000042407',
    { code: 'ZONEVERSION', data: { labelCount: 1, type: 0, version: octetsOf('773639a7') } },
  ],
  [
    'ZONEVERSION: LABELS: 1, TYPE: 5, VERSION: 0a0b',
    { code: 'ZONEVERSION', data: { labelCount: 1, type: 5, version: octetsOf('0a0b') } },
  ],
  ['OPT=65001: 41420043 ("AB.C")', { code: 'OPT65001', data: octetsOf('41420043') }],
  ['OPT=8: 00030000 ("....")', { code: 'OPT8', data: octetsOf('00030000') }],
  ['OPT=20:', { code: 'OPT20', data: octetsOf('') }],
];

describe('the text of EDNS options', () => {
  it.each(SAMPLES)('%s', (text, option) => {
    expect(printEdnsOption(option)).toBe(text);
    expect(parseEdnsOption(text)).toEqual(option);
  });

  it('is read as it was printed', () => {
    fc.assert(
      fc.property(anyEdnsOption, (option) => {
        const text = printEdnsOption(option);
        expect(text).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
        expect(parseEdnsOption(text)).toEqual(option);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['UPDATE-LEASE: 3600/1209600 (1 hour/2 weeks)', 'UPDATE-LEASE: 3600/1209600'],
    ['NSID: 6e 73 33 ("ns3")', 'NSID: 6e7333 ("ns3")'],
    ['EXPIRE: 1200 (20 minutes)', 'EXPIRE: 1200'],
    ['COOKIE: 2464c4abcf10c957 (good)', 'COOKIE: 2464c4abcf10c957'],
    ['KEY-TAG: ', 'OPT=14:'],
    ['KEY-TAG: 00 01 00 02 01 (".....")', 'OPT=14: 0001000201 (".....")'],
    ['CLIENT-SUBNET: 00 03 00 00 ("....")', 'OPT=8: 00030000 ("....")'],
    ['CHAIN: "example."', 'CHAIN: example.'],
    ['EDE: 0 (Other): (foo)', 'EDE: 0 (Other Error): (foo)'],
    ['EDE:', 'OPT=15:'],
    ['Report-Channel: a.example', 'REPORT-CHANNEL: a.example.'],
    ['ZONEVERSION: ZONE: example.com, SOA-SERIAL: 1', 'ZONEVERSION: LABELS: 2, SOA-SERIAL: 1'],
    ['OPT=65001: 41 42 00 43 ("AB.C")', 'OPT=65001: 41420043 ("AB.C")'],
    ['OPT=17: 00 01 ("..")', 'SERVER-TAG: 1'],
    ['ecs: 192.0.2.0/24/0', 'CLIENT-SUBNET: 192.0.2.0/24/0'],
  ])('is read as dig prints it: %s', (text, printed) => {
    expect(printEdnsOption(parseEdnsOption(text))).toBe(printed);
  });

  it.each([
    'NOPE: 00',
    'constructor: 00',
    'OPT=65536: 00',
    'OPT=x: 00',
    'OPT=1: 0',
    'LLQ: Version: 65536, Opcode: 0, Error: 0, Identifier: 0, Lifetime: 0',
    `LLQ: Version: 1, Opcode: 0, Error: 0, Identifier: ${'9'.repeat(100_000)}, Lifetime: 0`,
    'CLIENT-SUBNET: 192.0.2.1/24/0',
    'CLIENT-SUBNET: example/24/0',
    'EXPIRE: 4294967296',
    'COOKIE: 00',
    'TCP-KEEPALIVE: 6553.6 secs',
    'PAD: (65536 bytes)',
    'PAD: (99999999999 bytes)',
    'CHAIN: a..b',
    'DAU: 256',
    'KEY-TAG: 65536',
    'EDE: 65536',
    String.raw`EDE: 1: (\256)`,
    'ZONEVERSION: LABELS: 256, SOA-SERIAL: 1',
    'ZONEVERSION: LABELS: 1, SOA-SERIAL: 4294967296',
    '',
  ])('is refused with ParseError: %s', (text) => {
    expect(() => parseEdnsOption(text)).toThrow(ParseError);
  });
});
