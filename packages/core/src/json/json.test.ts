import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import { encodeMessage, type Message, queryMessage, resourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { allTexts } from '../presentation/index.ts';
import { anyMessage, sampleRecords } from '../testing/message-samples.ts';
import { messageFromJson, messageToJson, recordFromJson, recordToJson } from './index.ts';

const types = allTexts;

const asJson = (message: Message): unknown =>
  JSON.parse(JSON.stringify(messageToJson(message, { types }))) as unknown;
const fromJson = (json: unknown): Message => messageFromJson(json, { types });

describe('messages as JSON (RFC 8427)', () => {
  it('have members for the header, the question and each record', () => {
    const message = queryMessage('example.com', 'MX', {
      id: 7,
      qr: true,
      rcode: 'BADVERS',
      answers: [
        {
          name: Name.from('Example.com'),
          type: 'MX',
          class: 'IN',
          ttlSeconds: 60,
          rdata: { preference: 10, exchange: Name.from('a\\.b.example') },
        },
      ],
      edns: { version: 0, udpPayloadOctets: 1232, dnssecOk: true, options: [] },
    });
    expect(messageToJson(message)).toEqual({
      ID: 7,
      QR: true,
      Opcode: 0,
      AA: false,
      TC: false,
      RD: true,
      RA: false,
      AD: false,
      CD: false,
      RCODE: 0,
      QDCOUNT: 1,
      ANCOUNT: 1,
      NSCOUNT: 0,
      ARCOUNT: 1,
      QNAME: 'example.com.',
      QTYPE: 15,
      QTYPEname: 'MX',
      QCLASS: 1,
      QCLASSname: 'IN',
      answerRRs: [
        {
          NAME: 'Example.com.',
          TYPE: 15,
          TYPEname: 'MX',
          CLASS: 1,
          CLASSname: 'IN',
          TTL: 60,
          RDLENGTH: 15,
          RDATAHEX: '000a03612e62076578616d706c6500',
          rdataMX: '10 a\\.b.example.',
        },
      ],
      authorityRRs: [],
      additionalRRs: [
        {
          NAME: '.',
          TYPE: 41,
          TYPEname: 'OPT',
          CLASS: 1232,
          CLASSname: 'CLASS1232',
          TTL: 0x0100_8000,
          RDLENGTH: 0,
          RDATAHEX: '',
        },
      ],
    });
  });

  it('are read back the same: every type', () => {
    const message = queryMessage('example', 'TXT', { answers: sampleRecords });
    expect(fromJson(asJson(message))).toEqual(message);
  });

  it('are JSON where the message has bigints: IPN records and the LLQ option', () => {
    const id = 2n ** 64n - 1n;
    const data = { version: 1, opcode: 1, error: 0, id, leaseLife: 3600 };
    const message = queryMessage('example', 'IPN', {
      answers: [resourceRecord('example', 'IPN', 1, { nodeNumber: id })],
      edns: { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [{ code: 'LLQ', data }] },
    });
    expect(() => JSON.stringify(message)).toThrow(TypeError);
    expect(fromJson(asJson(message))).toEqual(message);
  });

  it('are read back the same from text alone: every type', () => {
    for (const record of sampleRecords) {
      const { RDATAHEX: _octets, RDLENGTH: _length, ...text } = recordToJson(record, { types });
      const octets = record.type.startsWith('TYPE') ? { RDATAHEX: _octets } : {};
      expect(recordFromJson({ ...text, ...octets }, { types })).toEqual(record);
    }
  });

  it('are read back the same: any header, EDNS, names and sections', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(fromJson(asJson(message))).toEqual(message);
      }),
    );
  });

  it('are read as other programs write them: RFC 8427 5', () => {
    const query: unknown = JSON.parse(
      `{ "ID": 19678, "QR": 0, "Opcode": 0, "AA": 0, "TC": 0, "RD": 1, "RA": 0, "AD": 0, "CD": 0, "RCODE": 0,
        "QDCOUNT": 1, "ANCOUNT": 0, "NSCOUNT": 0, "ARCOUNT": 0, "QNAME": "example.com", "QTYPE": 1, "QCLASS": 1 }`,
    );
    expect(fromJson(query)).toEqual(queryMessage('example.com', 'A', { id: 19678 }));
    const response = {
      QR: true,
      questionRRs: [{ NAME: 'example.com.', TYPEname: 'a', CLASSname: 'in' }],
      answerRRs: [
        { NAME: 'example.com.', TYPE: 1, CLASS: 1, TTL: 3600, RDATAHEX: 'C0000201', comment: ['x'] },
        { NAME: 'example.com.', TYPE: 1, TTL: -1, rdataA: '192.0.2.2' },
        {
          NAME: 'caf\u00e9.example',
          TYPEname: 'AAAA',
          TTL: 60,
          rrSet: [{ rdataAAAA: '::1' }, { RDLENGTH: 16, RDATAHEX: `${'0'.repeat(31)}2` }],
        },
        { NAMEHEX: '03612e6200', TYPE: 65280, TTL: 1, RDLENGTH: 0, RDATAHEX: '' },
      ],
    };
    const { answers } = fromJson(response);
    expect(answers.map((answer) => recordToJson(answer, { types }))).toMatchObject([
      { NAME: 'example.com.', rdataA: '192.0.2.1', TTL: 3600 },
      { NAME: 'example.com.', rdataA: '192.0.2.2', TTL: 0 },
      { NAME: 'caf\\233.example.', rdataAAAA: '::1', TTL: 60 },
      { NAME: 'caf\\233.example.', rdataAAAA: '::2', TTL: 60 },
      { NAME: 'a\\.b.', TYPEname: 'TYPE65280', RDLENGTH: 0 },
    ]);
  });

  it('are read from their octets alone, where those are there', () => {
    const message = queryMessage('example', 'A', { id: 1, rd: false });
    const messageOctetsHEX = Buffer.from(encodeMessage(message)).toString('hex').toUpperCase();
    expect(fromJson({ messageOctetsHEX, ID: 2 })).toEqual(message);
    expect(() => fromJson({ messageOctetsHEX: '00' })).toThrow(ParseError);
  });

  it('read octets before text, which other programs may write in another form', () => {
    const json = { NAME: 'a', TYPE: 16, TTL: 1, RDATAHEX: '0161', rdataTXT: 'not (quoted' };
    expect(recordFromJson(json)).toMatchObject({ rdata: { strings: [Uint8Array.of(0x61)] } });
  });
});

describe('hostile JSON', () => {
  const record = { NAME: 'a', TYPE: 1, CLASS: 1, TTL: 1, rdataA: '192.0.2.1' };

  it.each([
    [null, 'the JSON value is no object'],
    [[], 'the JSON value is no object'],
    ['{}', 'the JSON value is no object'],
    [{ ID: 65_536 }, 'ID is no integer from 0 to 65535'],
    [{ ID: '1' }, 'ID is no integer'],
    [{ ID: 1.5 }, 'ID is no integer'],
    [{ ID: null }, 'ID is no integer'],
    [{ QR: 2 }, 'QR is neither true nor false'],
    [{ QR: 'false' }, 'QR is neither true nor false'],
    [{ Opcode: 16 }, 'Opcode is no integer'],
    [{ RCODE: 16 }, 'RCODE is no integer'],
    [{ QDCOUNT: 1 }, 'QDCOUNT is 1, but there are 0'],
    [{ ANCOUNT: 4_294_967_296 }, 'ANCOUNT is no integer'],
    [{ ANCOUNT: 0, answerRRs: [record] }, 'ANCOUNT is 0, but there are 1'],
    [{ ARCOUNT: 1 }, 'ARCOUNT is 1, but there are 0'],
    [{ answerRRs: {} }, 'answerRRs is no list'],
    [{ answerRRs: [record, 1] }, 'answerRRs[1] is no object'],
    [{ answerRRs: { length: 4_294_967_295 } }, 'answerRRs is no list'],
    [{ answerRRs: [{ ...record, NAME: 1 }] }, 'answerRRs[0].NAME is no string'],
    [{ answerRRs: [{ ...record, NAME: 'a..b' }] }, 'answerRRs[0].NAME: an empty label'],
    [{ answerRRs: [{ ...record, NAME: 'a\u0100' }] }, 'answerRRs[0].NAME: a character beyond ASCII'],
    [{ answerRRs: [{ ...record, NAMEHEX: '0161' }] }, 'answerRRs[0].NAMEHEX: '],
    [{ answerRRs: [{ ...record, NAMEHEX: 'c000' }] }, 'answerRRs[0].NAMEHEX: '],
    [{ answerRRs: [{ ...record, NAMEHEX: '0000' }] }, 'answerRRs[0].NAMEHEX: octets behind the name'],
    [{ answerRRs: [{ ...record, NAMEHEX: '0' }] }, 'answerRRs[0].NAMEHEX: '],
    [{ answerRRs: [{ ...record, TTL: undefined }] }, 'answerRRs[0].TTL is missing'],
    [{ answerRRs: [{ TYPE: 1, TTL: 1 }] }, 'answerRRs[0].NAME is missing'],
    [{ answerRRs: [{ NAME: 'a', TTL: 1 }] }, 'answerRRs[0].TYPE is missing'],
    [{ answerRRs: [{ ...record, TYPEname: 'AAAA' }] }, 'TYPE is 1, but TYPEname is AAAA'],
    [{ answerRRs: [{ ...record, TYPE: undefined, TYPEname: 'toString' }] }, 'TYPEname is not known'],
    [{ answerRRs: [{ ...record, CLASSname: 'CH' }] }, 'CLASS is 1, but CLASSname is CH'],
    [
      { answerRRs: [{ ...record, RDATAHEX: 'c00002' }] },
      'answerRRs[0].RDATAHEX: octets that are no rdata of A',
    ],
    [{ answerRRs: [{ ...record, RDATAHEX: 'xx' }] }, 'answerRRs[0].RDATAHEX: '],
    [
      { answerRRs: [{ ...record, RDLENGTH: 3, RDATAHEX: 'c0000201' }] },
      'RDLENGTH is 3, but there are 4 octets',
    ],
    [{ answerRRs: [{ ...record, TYPE: 99, RDATAHEX: '00'.repeat(65_536) }] }, 'but there are 65536 octets'],
    [{ answerRRs: [{ ...record, rdataA: '192.0.2.256' }] }, 'answerRRs[0].rdataA: '],
    [{ answerRRs: [{ ...record, TYPE: 28 }] }, 'answerRRs[0] has neither RDATAHEX nor rdataAAAA'],
    [{ answerRRs: [{ ...record, rrSet: [{}] }] }, 'answerRRs[0].rrSet[0] has neither'],
    [{ additionalRRs: [{ NAME: 'a', TYPE: 41, TTL: 0 }] }, 'not owned by the root'],
    [{ additionalRRs: [opt(), opt()] }, 'additionalRRs[1] is a second OPT record'],
    [{ additionalRRs: [{ ...opt(), RDATAHEX: '000a00' }] }, 'additionalRRs[0].RDATAHEX: '],
    [{ messageOctetsHEX: 'zz' }, 'messageOctetsHEX: '],
  ])('is refused with its place, case %#', (json, message) => {
    expect(() => fromJson(json)).toThrow(ParseError);
    expect(() => fromJson(json)).toThrow(message);
  });

  it('has no members but its own, and pollutes no prototype', () => {
    const inherited: unknown = Object.create({ ID: 1, answerRRs: [record] });
    expect(fromJson(inherited)).toMatchObject({ id: 0, answers: [] });
    const json: unknown = JSON.parse(
      `{"__proto__": {"QR": true}, "constructor": 1, "answerRRs": [{"NAME": "__proto__", "TYPE": 65280, "TTL": 1,
        "TYPEname": "constructor", "CLASS": 1, "CLASSname": "toString", "RDATAHEX": "", "__proto__": {"CLASS": 3}}]}`,
    );
    const { qr, answers } = fromJson(json);
    expect([qr, answers[0]?.class, answers[0]?.type]).toEqual([false, 'IN', 'TYPE65280']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('takes the OPT record by its name, too (RFC 8427 2.2)', () => {
    const { edns } = fromJson({ additionalRRs: [{ NAME: '.', TYPEname: 'OPT', CLASS: 1232, TTL: 0x8000 }] });
    expect(edns).toEqual({ udpPayloadOctets: 1232, version: 0, dnssecOk: true, options: [] });
  });

  it('takes no more records than a message holds, and parses the head of an RRset once', () => {
    const rrSet = Array.from({ length: 65_535 }, () => ({ RDATAHEX: '' }));
    const name = Array(127).fill('\\097').join('.');
    const set = { NAME: name, TYPE: 65280, TTL: 1, rrSet };
    expect(() => fromJson({ answerRRs: Array.from({ length: 65_536 }, () => record) })).toThrow(
      'is a list of over 65535',
    );
    expect(() => fromJson({ answerRRs: [set, record] })).toThrow('ANCOUNT is over 65535');
    expect(() => fromJson({ additionalRRs: [set, record] })).toThrow('ARCOUNT is over 65535');
    // 10,000 sets of 65,535 do not all become records before they are counted.
    const sets = Array.from({ length: 10_000 }, () => set);
    expect(() => fromJson({ answerRRs: sets })).toThrow('ANCOUNT is over 65535');
    const startMs = performance.now();
    expect(fromJson({ answerRRs: [set] }).answers).toHaveLength(65_535);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  it('makes messageFromJson throw ParseError and nothing else', () => {
    const json = asJson(queryMessage('example', 'A', { answers: sampleRecords }));
    const paths = pathsIn(json);
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
      fc.constantFrom('', '.', '00', -1, 41, 255, 65_535, 1e99, '\\', '"', '(', '\\# 0', '\u0000'),
      fc.integer(),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...paths), values, fc.boolean(), (path, value, textAlone) => {
        const changed = structuredClone(json) as Record<string, unknown>;
        const owner = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, changed);
        owner[path.at(-1) as string] = value;
        if (textAlone) delete owner['RDATAHEX'];
        try {
          fromJson(changed);
          read++;
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          fromJson(value);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});

function opt(): object {
  return { NAME: '.', TYPE: 41, CLASS: 1232, TTL: 0, RDATAHEX: '' };
}

/** The path of every member, lists and their items included. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    [key],
    ...pathsIn(each).map((path) => [key, ...path]),
  ]);
}
