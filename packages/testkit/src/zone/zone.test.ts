import {
  allTypes,
  decodeMessage,
  encodeMessage,
  type Message,
  Name,
  queryMessage,
  type RecordType,
} from '@hushdns/core';
import { allTexts, printRecord } from '@hushdns/core/presentation';
import { describe, expect, test } from 'vitest';
import { decodeQuery, respond } from './respond.ts';
import { zone } from './zone.ts';

const edns = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [] };
const example = zone();
const texts = ({ answers }: Message): string[] =>
  answers.map((each) => printRecord(each, { types: allTexts }).replaceAll('\t', ' '));
const datagram = (bytes: Uint8Array): Message => {
  const reply = respond(example, decodeQuery(bytes), true);
  return decodeMessage(reply ?? new Uint8Array());
};

describe('zone', () => {
  test('answers with the whole RRset, its TTL and the question', () => {
    const answer = example.answer(queryMessage('WWW.hush.example', 'A', { id: 0x1234 }));
    expect(answer).toMatchObject({ id: 0x1234, qr: true, aa: true, rd: true, rcode: 'NOERROR' });
    expect(answer.questions[0]?.name.toString()).toBe('WWW.hush.example.');
    expect(texts(answer)).toEqual([
      'www.hush.example. 300 IN A 192.0.2.10',
      'www.hush.example. 300 IN A 192.0.2.11',
      'www.hush.example. 300 IN A 192.0.2.12',
    ]);
  });

  test.for<[string, RecordType, number]>([
    ['@', 'A', 1],
    ['@', 'AAAA', 1],
    ['@', 'NS', 2],
    ['@', 'SOA', 1],
    ['@', 'MX', 2],
    ['@', 'TXT', 1],
    ['@', 'CAA', 2],
    ['@', 'HTTPS', 1],
    ['_imaps._tcp', 'SRV', 2],
    ['10.ptr', 'PTR', 1],
    ['alias', 'CNAME', 1],
    ['unknown', 'TYPE65280', 1],
  ])('holds at %s: %s', ([name, type, count]) => {
    const { answers } = example.answer(queryMessage(Name.from(name, example.origin).toString(), type));
    expect(answers.map((each) => each.type)).toEqual(new Array(count).fill(type));
  });

  test('follows aliases inside the zone (RFC 1034 3.6.2)', () => {
    const { answers } = example.answer(queryMessage('chain.hush.example', 'AAAA'));
    expect(answers.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'chain.hush.example. CNAME',
      'chain2.hush.example. CNAME',
      'chain3.hush.example. CNAME',
      'www.hush.example. AAAA',
      'www.hush.example. AAAA',
    ]);
  });

  test('ends an alias that leaves the zone, and one that loops', () => {
    const away = example.answer(queryMessage('away.hush.example', 'A'));
    expect(away.rcode).toBe('NOERROR');
    expect(texts(away)).toEqual(['away.hush.example. 3600 IN CNAME www.elsewhere.example.']);
    const loop = example.answer(queryMessage('loop.hush.example', 'A'));
    expect(loop.answers.every(({ type }) => type === 'CNAME')).toBe(true);
    expect(loop.answers.length).toBeLessThan(20);
  });

  test('says no such name with the SOA (RFC 2308 2.1)', () => {
    const answer = example.answer(queryMessage('nothing.hush.example', 'A'));
    expect(answer).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
    expect(answer.authorities).toMatchObject([{ type: 'SOA', ttlSeconds: 300 }]);
    const dangling = example.answer(queryMessage('dangling.hush.example', 'A'));
    expect(dangling).toMatchObject({
      rcode: 'NXDOMAIN',
      answers: [{ type: 'CNAME' }],
      authorities: [{ type: 'SOA' }],
    });
  });

  test('says no data with the SOA, for a name between others too (RFC 2308 2.2, RFC 8020)', () => {
    for (const name of ['short.hush.example', '_tcp.hush.example']) {
      const answer = example.answer(queryMessage(name, 'MX'));
      expect(answer).toMatchObject({ rcode: 'NOERROR', answers: [], authorities: [{ type: 'SOA' }] });
    }
  });

  test('refuses what is outside of the zone and other classes', () => {
    expect(example.answer(queryMessage('hush.example.com', 'A')).rcode).toBe('REFUSED');
    expect(example.answer(queryMessage('xhush.example', 'A')).rcode).toBe('REFUSED');
    const chaos = [{ name: Name.from('hush.example'), type: 'TXT', class: 'CH' }] as const;
    expect(example.answer(queryMessage('hush.example', 'TXT', { questions: chaos })).rcode).toBe('REFUSED');
  });

  test('does not do other opcodes, no question or two', () => {
    expect(example.answer(queryMessage('hush.example', 'SOA', { opcode: 'NOTIFY' })).rcode).toBe('NOTIMP');
    expect(example.answer(queryMessage('hush.example', 'SOA', { questions: [] })).rcode).toBe('FORMERR');
    const [question] = queryMessage('hush.example', 'A').questions;
    const two = question === undefined ? [] : [question, question];
    expect(example.answer(queryMessage('hush.example', 'A', { questions: two })).rcode).toBe('FORMERR');
  });

  test('gives one RRset for ANY (RFC 8482 4.1)', () => {
    const types = example.answer(queryMessage('hush.example', 'TYPE255')).answers.map(({ type }) => type);
    expect(new Set(types).size).toBe(1);
  });

  test('echoes EDNS where the query has it, and knows version 0 only (RFC 6891 6.1.3)', () => {
    expect(example.answer(queryMessage('hush.example', 'A')).edns).toBeUndefined();
    const answer = example.answer(queryMessage('hush.example', 'A', { edns: { ...edns, dnssecOk: true } }));
    expect(answer.edns).toEqual({ udpPayloadOctets: 1232, version: 0, dnssecOk: true, options: [] });
    expect(example.answer(queryMessage('hush.example', 'A', { edns: { ...edns, version: 1 } })).rcode).toBe(
      'BADVERS',
    );
  });

  test('refuses a text without SOA, and records of another zone', () => {
    expect(() => zone('www 60 A 192.0.2.1', 'a.example')).toThrow(/no SOA record/);
    expect(() => zone('www.b.example. 60 A 192.0.2.1', 'a.example')).toThrow(/is not in the zone/);
  });
});

describe('respond', () => {
  test('truncates to nothing what the datagram cannot hold (RFC 2181 9)', () => {
    const big = encodeMessage(
      queryMessage('big.hush.example', 'TXT', { edns: { ...edns, udpPayloadOctets: 4096 } }),
    );
    expect(datagram(big)).toMatchObject({ tc: true, rcode: 'NOERROR', answers: [], edns: {} });
    const stream = respond(example, decodeQuery(big), false) as Uint8Array;
    expect(stream.length).toBeGreaterThan(4096);
    expect(decodeMessage(stream)).toMatchObject({ tc: false });
    expect(decodeMessage(stream).answers.length).toBe(25);
  });

  test('takes 512 octets where there is no EDNS, and the larger number where there is (RFC 6891 6.2.3)', () => {
    const records = Array.from({ length: 40 }, (_, n) => `many 60 A 192.0.2.${n}`).join('\n');
    const text = `@ 60 SOA ns hostmaster 1 1 1 1 1\n${records}`;
    const many = zone(text, 'm.example');
    const size = (more: Partial<Message>): boolean => {
      const reply = respond(
        many,
        decodeQuery(encodeMessage(queryMessage('many.m.example', 'A', more), { types: allTypes })),
        true,
      );
      return decodeMessage(reply as Uint8Array).tc;
    };
    expect(size({})).toBe(true);
    expect(size({ edns: { ...edns, udpPayloadOctets: 100 } })).toBe(true);
    expect(size({ edns })).toBe(false);
  });

  test('says FORMERR to what has a header but is no message', () => {
    const whole = encodeMessage(queryMessage('hush.example', 'A', { id: 0x1234 }));
    const trailing = new Uint8Array([...whole, 1, 2, 3]);
    expect(datagram(trailing)).toMatchObject({
      id: 0x1234,
      qr: true,
      rcode: 'FORMERR',
      questions: [{ type: 'A' }],
    });
    const cut = whole.slice(0, 20);
    expect(datagram(cut)).toMatchObject({ id: 0x1234, qr: true, rcode: 'FORMERR', questions: [] });
  });

  test('says nothing to less than a header and to responses', () => {
    const response = encodeMessage(queryMessage('hush.example', 'A', { qr: true }));
    expect(respond(example, decodeQuery(response), true)).toBeUndefined();
    expect(respond(example, decodeQuery(Uint8Array.of(1, 2, 3)), true)).toBeUndefined();
  });
});
