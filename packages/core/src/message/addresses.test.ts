import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Name } from '../name/index.ts';
import { parseRdata } from '../presentation/index.ts';
import { allTypes, type KnownType } from '../rdata/index.ts';
import { followAliases } from '../layers/aliases.ts';
import { isReplyTo } from '../wire/index.ts';
import { type AddressAnswer, addressesIn } from './addresses.ts';
import { decodeMessage as decode } from './decode.ts';
import { encodeMessage as encode } from './encode.ts';
import type { Message, ResourceRecord } from './message.ts';
import { queryMessage } from './query-message.ts';

const EDNS = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [] } as const;

function record(owner: string, ttlSeconds: number, type: KnownType, text: string): ResourceRecord {
  return {
    name: Name.from(owner),
    type,
    class: 'IN',
    ttlSeconds,
    rdata: parseRdata(type as 'A', text),
  } as ResourceRecord;
}

function query(name: string, type: KnownType = 'A'): Message {
  return queryMessage<KnownType>(name, type, { id: 4711, edns: EDNS });
}

function reply(name: string, answers: readonly ResourceRecord[], fields: Partial<Message> = {}): Message {
  return { ...query(name), qr: true, ra: true, answers, ...fields };
}

const decodeMessage = (bytes: Uint8Array): Message => decode(bytes, { types: allTypes });
const encodeMessage = (message: Message): Uint8Array => encode(message, { types: allTypes });

const WWW = record('www.example.com', 300, 'CNAME', 'edge.example.net.');
const EDGE = record('edge.example.net', 60, 'CNAME', 'lb.example.net.');
const PADDED = { ...EDNS, options: [{ code: 'PADDING', data: { length: 100 } }] } as const;

/** Replies as servers give them, and what they say. */
const USUAL: readonly (readonly [string, Message, AddressAnswer])[] = [
  [
    'two addresses',
    reply('a.example', [
      record('a.example', 60, 'A', '192.0.2.1'),
      record('a.example', 50, 'A', '192.0.2.2'),
    ]),
    { addresses: ['192.0.2.1', '192.0.2.2'], ttlSeconds: 50 },
  ],
  [
    'an alias',
    reply('www.example.com', [WWW, record('edge.example.net', 400, 'A', '192.0.2.3')]),
    { addresses: ['192.0.2.3'], ttlSeconds: 300 },
  ],
  [
    'two aliases, in another case',
    reply('WWW.example.com', [WWW, EDGE, record('LB.example.net', 400, 'A', '192.0.2.4')]),
    { addresses: ['192.0.2.4'], ttlSeconds: 60 },
  ],
  [
    'an IPv6 address and padding',
    reply('a.example', [record('a.example', 0, 'AAAA', '2001:db8::1')], {
      questions: query('a.example', 'AAAA').questions,
      edns: PADDED,
    }),
    { addresses: ['2001:db8::1'], ttlSeconds: 0 },
  ],
];

/** The same by way of the whole message. */
function byMessage(query: Uint8Array, reply: Uint8Array): AddressAnswer | undefined {
  if (!isReplyTo(query, reply)) return undefined;
  const { rcode, tc, answers } = decodeMessage(reply);
  const question = decodeMessage(query).questions[0];
  if (question === undefined || rcode !== 'NOERROR' || tc) return undefined;
  const { name, type, class: recordClass } = question;
  const request = { name, type: type as 'A', class: recordClass };
  const { records, chain } = followAliases(request, answers);
  if (records.length === 0) return undefined;
  const ttls = [...chain, ...records].map(({ ttlSeconds }) => ttlSeconds);
  return { addresses: records.map(({ rdata }) => rdata.address), ttlSeconds: Math.min(...ttls) };
}

describe('addressesIn', () => {
  it.each(USUAL)('reads %s', (_what, message, expected) => {
    const { questions, id } = message;
    const asked = encodeMessage({ ...query('.'), id, questions });
    const bytes = encodeMessage(message);
    expect(addressesIn(asked, bytes)).toEqual(expected);
    expect(byMessage(asked, bytes)).toEqual(expected);
    expect(addressesIn(asked, Buffer.from(bytes))).toEqual(expected);
  });

  it.each<readonly [string, Message]>([
    ['no address', reply('www.example.com', [WWW])],
    ['an error', reply('a.example', [], { rcode: 'NXDOMAIN' })],
    [
      'an extended error',
      reply('a.example', [record('a.example', 1, 'A', '192.0.2.1')], { rcode: 'BADVERS' }),
    ],
    [
      'more addresses than usual',
      reply('a.example', new Array(65).fill(record('a.example', 1, 'A', '192.0.2.1'))),
    ],
    [
      'a reply over 4,096 octets',
      reply('a.example', [record('a.example', 1, 'A', '192.0.2.1')], {
        edns: { ...EDNS, options: [{ code: 'PADDING', data: { length: 4096 } }] },
      }),
    ],
    ['a truncated reply', reply('a.example', [record('a.example', 1, 'A', '192.0.2.1')], { tc: true })],
    ['a stray address', reply('www.example.com', [record('other.example', 1, 'A', '192.0.2.1')])],
    [
      'an alias behind its address',
      reply('www.example.com', [record('edge.example.net', 1, 'A', '192.0.2.1'), WWW]),
    ],
    [
      'a loop of aliases',
      reply('www.example.com', [
        WWW,
        record('edge.example.net', 60, 'CNAME', 'WWW.example.com.'),
        record('www.example.com', 1, 'A', '192.0.2.1'),
      ]),
    ],
    ['another type', reply('a.example', [], { questions: query('a.example', 'TXT').questions })],
  ])('leaves %s to who reads the message', (_what, message) => {
    const asked = encodeMessage({ ...query('.'), questions: message.questions });
    expect(addressesIn(asked, encodeMessage(message))).toBeUndefined();
  });

  it('takes no reply to another query, and nothing short of one', () => {
    const bytes = encodeMessage(USUAL[0]?.[1] as Message);
    expect(addressesIn(encodeMessage(query('b.example')), bytes)).toBeUndefined();
    const asked = encodeMessage(query('a.example'));
    for (let length = 0; length < bytes.length; length++)
      expect(addressesIn(asked, bytes.subarray(0, length))).toBeUndefined();
    expect(addressesIn(asked, Uint8Array.of(...bytes, 0))).toBeUndefined();
  });

  it('says what the whole message says, or nothing', () => {
    const usual = fc.constantFrom(...USUAL.map(([, message]) => message));
    const changes = fc.array(fc.tuple(fc.nat(220), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 12, 0xc0))), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(usual, changes, (message, changes) => {
        const asked = encodeMessage({ ...query('.'), questions: message.questions });
        const bytes = encodeMessage(message);
        for (const [at, octet] of changes) if (at < bytes.length) bytes[at] = octet;
        const found = addressesIn(asked, bytes);
        expect(found).toEqual(found === undefined ? undefined : byMessage(asked, bytes));
      }),
      { numRuns: 5000 },
    );
  });
});
