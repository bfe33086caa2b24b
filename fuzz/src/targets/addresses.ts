import { addressesIn, type AddressAnswer } from '@hushdns/core';
import { isReplyTo } from '@hushdns/core/transport';
import { allTypes } from '@hushdns/core/types';
import {
  decodeMessage,
  encodeMessage,
  encodeQuery,
  type Message,
  Name,
  resourceRecord,
  type ResourceRecord,
} from '@hushdns/core/wire';
import { octetSource } from '../input/octet-sources.ts';
import { requireSame } from '../oracle.ts';
import { type Target, Violation } from '../target.ts';

const options = { types: allTypes };
const EDNS = { udpPayloadOctets: 1232, version: 0, dnssecOk: true, options: [] } as const;
const NAME = 'www.Example.com.';
const TYPES = ['A', 'AAAA'] as const;
const queries = TYPES.map((type) => encodeQuery(NAME, type, { id: 0x1234, edns: EDNS }, options));

/** A reply behind the octet that chooses its query: what it says is what the whole message says, or nothing. */
export const addresses: Target<AddressAnswer | undefined> = {
  name: 'addresses',
  weight: 2,
  text: false,
  retained: false,
  refusal: undefined,
  decode: (input) => addressesIn(queryOf(input), input.subarray(1)),
  check: (found, input) => {
    if (found === undefined) return;
    const query = queryOf(input);
    const reply = input.subarray(1);
    if (!isReplyTo(query, reply)) throw new Violation('addresses out of a reply to another query');
    requireSame('the answer', found, answerOf(decodeMessage(query, options), decodeMessage(reply, options)));
  },
  seeds,
  source: () => octetSource(seeds(), 1),
};

function queryOf(input: Uint8Array): Uint8Array {
  return queries[(input[0] ?? 0) % queries.length] as Uint8Array;
}

/** From the name asked for, along the aliases, to the addresses (RFC 1034 3.6.2). */
function answerOf(query: Message, reply: Message): AddressAnswer {
  if (reply.rcode !== 'NOERROR' || reply.tc) throw new Violation(`addresses out of ${reply.rcode}`);
  const type = query.questions[0]?.type;
  let owner = query.questions[0]?.name ?? Name.root;
  let ttlSeconds = Infinity;
  for (let aliases = 0; aliases < reply.answers.length; aliases++) {
    const own = reply.answers.filter(({ name, class: kind }) => kind === 'IN' && name.equals(owner));
    const found = own.filter((each) => each.type === type) as ResourceRecord<'A'>[];
    const alias = own.find((each): each is ResourceRecord<'CNAME'> => each.type === 'CNAME');
    for (const each of found.length > 0 ? found : [alias])
      ttlSeconds = Math.min(ttlSeconds, each?.ttlSeconds ?? Infinity);
    if (found.length > 0) return { addresses: found.map(({ rdata }) => rdata.address), ttlSeconds };
    if (alias === undefined) break;
    owner = alias.rdata.cname;
  }
  throw new Violation('addresses that the message does not lead to');
}

function seeds(): Uint8Array[] {
  const edge = Name.from('edge.example.net.');
  const last = Name.from('a.edge.example.net.');
  const records = [
    resourceRecord(NAME, 'CNAME', 300, { cname: edge }),
    resourceRecord(edge, 'CNAME', 60, { cname: last }),
    resourceRecord(last, 'A', 30, { address: '192.0.2.1' }),
    resourceRecord(last, 'A', 20, { address: '198.51.100.7' }),
  ];
  const direct = [resourceRecord(NAME, 'AAAA', 30, { address: '2001:db8::1' })];
  const nameServer = resourceRecord('example.net.', 'NS', 9, { nsdname: edge });
  return [
    seed(0, records),
    seed(0, [records[0] as ResourceRecord, resourceRecord(edge, 'A', 0, { address: '192.0.2.9' })]),
    seed(0, records.slice(0, 2)),
    seed(1, direct),
    seed(1, direct, [nameServer]),
    seed(1, [...records.slice(0, 2), resourceRecord(last, 'AAAA', 30, { address: '::ffff:192.0.2.1' })]),
  ];
}

function seed(
  choice: number,
  answers: readonly ResourceRecord[],
  authorities: readonly ResourceRecord[] = [],
): Uint8Array {
  const query = decodeMessage(queries[choice] as Uint8Array, options);
  const reply = { ...query, qr: true, ra: true, answers, authorities };
  return Uint8Array.of(choice, ...encodeMessage(reply, options));
}
