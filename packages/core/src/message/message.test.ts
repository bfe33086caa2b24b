import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { allTypes, type NumberedType } from '../rdata/index.ts';
import { sampleRecords } from '../testing/message-samples.ts';
import { decodeMessage as decode } from './decode.ts';
import type { Edns } from './edns.ts';
import { encodeMessage as encode } from './encode.ts';
import { extendedErrorsOf } from './extended-errors.ts';
import type { Message, ResourceRecord } from './message.ts';
import { queryMessage } from './query-message.ts';

const decodeMessage = (bytes: Uint8Array): Message => decode(bytes, { types: allTypes });
const encodeMessage = (message: Message): Uint8Array => encode(message, { types: allTypes });

/** One of each type and form. */
const records = sampleRecords;

const message: Message = {
  id: 4711,
  qr: true,
  opcode: 'QUERY',
  aa: true,
  tc: false,
  rd: true,
  ra: true,
  ad: true,
  cd: false,
  rcode: 'BADVERS',
  questions: [{ name: Name.from('www.example.'), type: 'A', class: 'IN' }],
  answers: records,
  authorities: records.slice(0, 2),
  additionals: records.slice(2, 4),
  edns: {
    udpPayloadOctets: 1232,
    version: 0,
    dnssecOk: true,
    options: [{ code: 'EDE', data: { infoCode: 18, extraText: 'by law' } }],
  },
};

const messageOf = (...answers: ResourceRecord[]): Message => ({
  ...message,
  answers,
  authorities: [],
  additionals: [],
});

describe('messages', () => {
  it('decode to what was encoded, every type and every flag', () => {
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  it('are stable: what was decoded encodes to the same octets', () => {
    const bytes = encodeMessage(message);
    expect(encodeMessage(decodeMessage(bytes))).toEqual(bytes);
  });

  it('share no memory with the octets that they were read from', () => {
    const bytes = encodeMessage(message);
    const decoded = decodeMessage(bytes);
    bytes.fill(0xff);
    expect(decoded).toEqual(message);
  });

  it('throw WireError, and nothing else, for any octets', () => {
    const attempt = (bytes: Uint8Array): void => {
      try {
        decodeMessage(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    };
    const bytes = encodeMessage(message);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeMessage(bytes.subarray(0, length))).toThrow(WireError);
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), attempt), { numRuns: 2000 });
    const mutation = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(mutation, (changes) => {
        const mutated = new Uint8Array(bytes);
        for (const [at, octet] of changes) mutated[at] = octet;
        attempt(mutated);
      }),
      { numRuns: 5000 },
    );
  });

  it('do not take memory for counts that lie', () => {
    const header = Uint8Array.of(0, 1, 0x80, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    expect(() => decodeMessage(header)).toThrow(expect.objectContaining({ offset: 12 }));
  });

  it('read an HTTPS record of the most keys that a message holds in no more than linear time', () => {
    const other = new Map(Array.from({ length: 16_000 }, (_, key) => [key + 100, new Uint8Array()]));
    const rdata = { priority: 1, targetName: Name.root, params: { other } };
    const record: ResourceRecord = { name: Name.root, type: 'HTTPS', class: 'IN', ttlSeconds: 1, rdata };
    const bytes = encodeMessage({ ...message, answers: [record], authorities: [], additionals: [] });
    const startMs = performance.now();
    expect(decodeMessage(bytes).answers).toEqual([record]);
    // Copying the map for every key took 10 s.
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  it('refuse octets behind the last record and a second OPT record (RFC 6891 6.1.1)', () => {
    const bytes = encodeMessage({
      ...message,
      answers: [],
      authorities: [],
      additionals: [],
      rcode: 'NOERROR',
    });
    expect(() => decodeMessage(Uint8Array.of(...bytes, 0))).toThrow('1 octets behind the last record');
    const opt = bytes.subarray(bytes.length - 11 - 12);
    const twice = Uint8Array.of(...bytes, ...opt);
    twice[11] = 2;
    expect(() => decodeMessage(twice)).toThrow('a second OPT record');
  });

  it('read an OPT record that the root owns, in whatever form, and no other (RFC 6891 6.1.1)', () => {
    const query = encodeMessage(queryMessage('www.example', 'A', { edns: message.edns as Edns }));
    const questionEnd = 12 + 13 + 4;
    const ownedBy = (...owner: number[]): Message =>
      decodeMessage(
        Uint8Array.of(...query.subarray(0, questionEnd), ...owner, ...query.subarray(questionEnd + 1)),
      );
    expect(ownedBy(0).edns).toEqual(message.edns);
    expect(ownedBy(0xc0, questionEnd - 5).edns).toEqual(message.edns);
    for (const owner of [
      [0xc0, 12],
      [1, 0x61, 0],
    ])
      expect(() => ownedBy(...owner)).toThrow('an OPT record that is not owned by the root');
  });

  it('read rdata of types of class IN alone as octets in other classes (RFC 1035 3.4.1)', () => {
    const chaos = messageOf({
      ...(records[0] as ResourceRecord),
      class: 'CH',
      type: 'TYPE1',
      rdata: { data: Uint8Array.from([5, ...Buffer.from('chaos'), 0, 0x14, 0xe5]) },
    });
    expect(decodeMessage(encodeMessage(chaos))).toEqual(chaos);
    const mistaken = messageOf({ ...(records[0] as ResourceRecord), class: 'CH' });
    expect(() => encodeMessage(mistaken)).toThrow('A is of class IN alone: in class CH call it TYPE1');
    const text = messageOf({ ...(records[6] as ResourceRecord), class: 'CH' });
    expect(decodeMessage(encodeMessage(text))).toEqual(text);
  });

  it('read the records of dynamic updates, with and without rdata (RFC 2136 2.4, 2.5)', () => {
    const [a, ns] = records as [ResourceRecord, ResourceRecord];
    const bare = (type: NumberedType, recordClass: 'ANY' | 'NONE'): ResourceRecord => ({
      ...a,
      type,
      class: recordClass,
      rdata: { data: new Uint8Array() },
    });
    const update = messageOf(bare('TYPE1', 'ANY'), bare('TYPE2', 'NONE'), { ...a, class: 'NONE' }, ns);
    expect(decodeMessage(encodeMessage(update))).toEqual(update);
  });

  it('count a TTL over 2^31-1 as 0 (RFC 2181 8)', () => {
    const bytes = encodeMessage({
      ...message,
      answers: [records[0] as ResourceRecord],
      authorities: [],
      additionals: [],
    });
    const at = bytes.length - 11 - 12 - 4 - 2 - 4;
    expect(bytes.subarray(at, at + 4)).toEqual(Uint8Array.of(0, 0, 1, 44));
    bytes[at] = 0x80;
    expect(decodeMessage(bytes).answers[0]?.ttlSeconds).toBe(0);
  });

  it('are refused with a TTL over 2^31-1, which would be read as 0 (RFC 2181 8)', () => {
    const [record] = records as [ResourceRecord];
    const most = messageOf({ ...record, ttlSeconds: 0x7fff_ffff });
    expect(decodeMessage(encodeMessage(most))).toEqual(most);
    expect(() => encodeMessage(messageOf({ ...record, ttlSeconds: 0x8000_0000 }))).toThrow(RangeError);
  });

  it('take no OPT record but that of their EDNS (RFC 6891 6.1.1)', () => {
    const rdata = { data: new Uint8Array() };
    const opt: ResourceRecord = { name: Name.root, type: 'TYPE41', class: 'CLASS1232', ttlSeconds: 0, rdata };
    const { edns: _, ...plain } = messageOf();
    expect(() => encodeMessage({ ...plain, rcode: 'NOERROR', additionals: [opt] })).toThrow(RangeError);
    // In other sections it is a record like any other.
    const misplaced = messageOf(opt);
    expect(decodeMessage(encodeMessage(misplaced))).toEqual(misplaced);
  });

  it('of DSO are read without TLVs, and refused by name with them (RFC 8490 5.4)', () => {
    const { edns: _, ...plain } = messageOf();
    const dso: Message = { ...plain, opcode: 'DSO', rcode: 'DSOTYPENI', questions: [] };
    const bytes = encodeMessage(dso);
    expect(decodeMessage(bytes)).toEqual(dso);
    const keepalive = Uint8Array.of(...bytes, 0, 1, 0, 8, 0, 0, 0x3a, 0x98, 0, 0, 0x3a, 0x98);
    expect(() => decodeMessage(keepalive)).toThrow(WireError);
    expect(() => decodeMessage(keepalive)).toThrow('the TLVs of a DSO message are not read at octet 12');
  });

  it('carry extended errors (RFC 8914)', () => {
    expect(extendedErrorsOf(message.edns)).toEqual([
      { infoCode: 18, purpose: 'Prohibited', extraText: 'by law' },
    ]);
  });

  it('need EDNS for an extended rcode (RFC 6891 6.1.3)', () => {
    const { edns: _, ...plain } = message;
    expect(() => encodeMessage(plain)).toThrow('BADVERS needs EDNS');
  });
});
