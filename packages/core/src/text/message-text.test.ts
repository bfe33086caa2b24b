import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import { queryMessage } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { allTexts } from '../presentation/index.ts';
import { anyMessage, sampleRecords } from '../testing/message-samples.ts';
import { parseMessage, printMessage } from './index.ts';

const types = allTexts;

/** What `dig +dnssec +bufsize=1232 @192.0.2.53 www.example.com AAAA` prints, comments of its own included. */
const DIG = `
; <<>> DiG 9.18.24 <<>> +dnssec +bufsize=1232 @192.0.2.53 www.example.com AAAA
; (1 server found)
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 40812
;; flags: qr rd ra ad; QUERY: 1, ANSWER: 2, AUTHORITY: 1, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags: do; udp: 1232
; OPT=65001: 01 02 ab ("...")
;; QUESTION SECTION:
;www.example.com.		IN	AAAA

;; ANSWER SECTION:
www.example.com.	300	IN	CNAME	example.com.
example.com.		1h	IN	AAAA	2001:db8::1

;; AUTHORITY SECTION:
example.com.	86400 IN SOA ns.example.com. admin.example.com. (
				2024010101 ; serial
				7200       ; refresh (2 hours)
				3600       ; retry (1 hour)
				1209600    ; expire (2 weeks)
				3600       ; minimum (1 hour)
				)

;; Query time: 12 msec
;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)
;; WHEN: Mon Jan 01 12:00:00 UTC 2024
;; MSG SIZE  rcvd: 150

`;

describe('printMessage', () => {
  it('prints as dig does', () => {
    const message = queryMessage('www.example.com', 'A', {
      id: 7,
      qr: true,
      ra: true,
      answers: sampleRecords.slice(0, 2),
      edns: {
        version: 0,
        udpPayloadOctets: 1232,
        dnssecOk: true,
        options: [{ code: 'OPT65001', data: Uint8Array.of(1, 2, 0xab) }],
      },
    });
    expect(printMessage(message, { types })).toBe(`\
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 7
;; flags: qr rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags: do; udp: 1232
; OPT=65001: 0102ab ("...")

;; QUESTION SECTION:
;www.example.com.               IN  A

;; ANSWER SECTION:
www.example.            300     IN  A       192.0.2.1
www.example.            300     IN  NS      ns.example.
`);
  });

  it('names the sections of a dynamic update as RFC 2136 2 does', () => {
    const update = queryMessage('example', 'SOA', {
      opcode: 'UPDATE',
      rd: false,
      authorities: [
        {
          name: Name.from('x.example'),
          type: 'TYPE1',
          class: 'ANY',
          ttlSeconds: 0,
          rdata: { data: new Uint8Array() },
        },
      ],
    });
    const text = printMessage(update);
    expect(text).toContain(';; flags:; ZONE: 1, PREREQ: 0, UPDATE: 1, ADDITIONAL: 0\n\n;; ZONE SECTION:\n');
    expect(parseMessage(text)).toEqual(update);
    expect(parseMessage(text.replace(/TYPE1 .*/, 'A'))).toEqual(update);
  });
});

describe('parseMessage', () => {
  it('reads the same message back: every type', () => {
    const message = queryMessage('example', 'ANY', { answers: sampleRecords });
    const text = printMessage(message, { types });
    expect(text).toContain('IN  ANY\n');
    expect(parseMessage(text, { types })).toEqual(message);
  });

  it('reads the same message back: any header, EDNS, names and sections', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(parseMessage(printMessage(message, { types }), { types })).toEqual(message);
      }),
    );
  });

  it('reads the output of dig', () => {
    const message = parseMessage(DIG, { types });
    expect(message).toMatchObject({
      id: 40812,
      qr: true,
      rd: true,
      ra: true,
      ad: true,
      aa: false,
      cd: false,
    });
    expect(message.edns?.options).toEqual([{ code: 'OPT65001', data: Uint8Array.of(1, 2, 0xab) }]);
    expect(message.authorities[0]?.rdata).toMatchObject({ serial: 2024010101, minimum: 3600 });
    expect(parseMessage(printMessage(message, { types }), { types })).toEqual(message);
    expect(parseMessage(DIG.replaceAll('\n', '\r\n'), { types })).toEqual(message);
  });

  it.each([
    ['', 'without the two lines of a header', undefined],
    [DIG.replace('ANSWER: 2', 'ANSWER: 3'), 'counts 3 answers, but there are 2', undefined],
    [DIG.replace('ADDITIONAL: 1', 'ADDITIONAL: 0'), 'counts 0 additionals, but there are 1', undefined],
    [DIG.replace('ANSWER: 2', 'ANSWER: 99999999999'), 'no number up to 65535', 7],
    [DIG.replace('NOERROR', 'NOPE'), '"NOPE" is no rcode', 6],
    [DIG.replace('opcode: QUERY', 'opcode: NOPE'), '"NOPE" is no opcode', 6],
    [DIG.replace('id: 40812', 'id: 65536'), '"65536" is no number', 6],
    [DIG.replace('qr rd', 'qr xx'), '"xx" is no flag', 7],
    [DIG.replace('AUTHORITY SECTION', 'OTHER SECTION'), '"OTHER" is no section', 19],
    [DIG.replace('; EDNS: version', '; EDNS: vision'), 'says nothing of EDNS', 10],
    [DIG.replace('01 02 ab', '01 02 a'), "no EDNS option's data", 11],
    [DIG.replace('OPT=65001', 'OPT=65536'), 'no number up to 65535', 11],
    [DIG.replace('\tIN\tAAAA', '\tIN\tNOPE'), '"NOPE" is no record type', 13],
    [DIG.replace('\tIN\tAAAA', '\tAAAA'), '"AAAA" is no class', 13],
    [DIG.replace('\tIN\tAAAA', '\tIN\tAAAA x'), 'too much', 13],
    [DIG.replace(';; ANSWER SECTION:', ''), 'outside of the sections', 16],
    [DIG.replace('2001:db8::1', '2001:db8::x'), 'column 26', 17],
    [DIG.replace('\t\t\t\t)', ''), 'not closed', 20],
    [`${DIG}${DIG}`, 'a second message', 38],
    [DIG.replace('NOERROR', 'BADVERS').replaceAll(/^; .*\n/gm, ''), 'BADVERS needs EDNS', undefined],
    [
      DIG.replace(';; ANSWER SECTION:', ';; ADDITIONAL SECTION:\n. 0 CLASS1232 TYPE41 \\# 0'),
      'an OPT record outside of its pseudosection at line 16, column 1',
      16,
    ],
  ])('refuses what is wrong with its place, case %#', (text, message, line) => {
    const read = (): unknown => parseMessage(text, { types });
    expect(read).toThrow(ParseError);
    expect(read).toThrow(message);
    expect(read).toThrow(expect.toSatisfy((error: ParseError) => error.line === line));
  });

  it('throws ParseError, and nothing else, for any text', () => {
    const text = printMessage(queryMessage('example', 'A', { answers: sampleRecords }), { types });
    const words = fc.constantFrom(
      ';',
      ';;',
      '(',
      ')',
      '"',
      '\\',
      '\n',
      ' ',
      '\\#',
      '0',
      '99999999999',
      'é',
      'IN',
      '.',
    );
    const edits = fc.array(fc.tuple(fc.nat(text.length), fc.nat(8), fc.oneof(words, fc.string())), {
      minLength: 1,
      maxLength: 3,
    });
    let parsed = 0;
    fc.assert(
      fc.property(edits, (edits) => {
        let edited = text;
        for (const [at, length, word] of edits)
          edited = edited.slice(0, at) + word + edited.slice(at + length);
        try {
          parseMessage(edited, { types });
          parsed++;
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
      { numRuns: 500 },
    );
    expect(parsed).toBeGreaterThan(0);
  });

  it.each([
    [`;; flags:${' qr'.repeat(300_000)}`],
    [`;; flags: qr; ${'A: 1, '.repeat(100_000)}`],
    [`${DIG.slice(0, DIG.indexOf('; OPT'))}; OPT=1:${' ab'.repeat(200_000)} x`],
    [`;; ->>HEADER<<- opcode: ${'A-'.repeat(500_000)}`],
    [';'.repeat(1_000_000)],
    ['\n'.repeat(1_000_000)],
  ])('refuses long lines in linear time, case %#', (text) => {
    const startMs = performance.now();
    expect(() => parseMessage(text, { types })).toThrow(ParseError);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});
