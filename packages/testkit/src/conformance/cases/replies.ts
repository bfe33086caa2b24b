import assert from 'node:assert/strict';
import { decodeMessage } from '@hushdns/core';
import { idOf } from '@hushdns/core/transport';
import { assertAnswers } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { labelOf, numbers, query } from '../queries.ts';
import { ask, prime } from '../rig.ts';

export const replyCases: readonly CaseDefinition[] = [
  {
    name: 'a query is answered, and the reply says over which connection',
    body: async (rig) => {
      const { transport, endpoint } = await rig.pair();
      const { traits } = transport;
      assert.equal(traits.protocol, rig.protocol);
      // A combinator's lists those of its children.
      if (transport.children === undefined) assert.equal(traits.endpoint, endpoint);
      else assert.ok(traits.endpoint.includes(endpoint), `${traits.endpoint} names ${endpoint}`);
      const isSecure = ['tls', 'https', 'quic'].includes(rig.protocol);
      assert.equal(traits.encrypted, isSecure);
      const bytes = query('n1');
      const first = await ask(transport, bytes);
      assertAnswers(first, bytes);
      const { protocol, ...connection } = first.connection;
      assert.ok(protocol === rig.protocol, `the reply came over ${protocol}`);
      const trust = isSecure ? 'authenticated' : 'plain';
      assert.deepEqual(connection, { endpoint, trust, address: '127.0.0.1', reused: false });
      const second = await ask(transport, bytes);
      assert.equal(second.connection.reused, true, 'the second query goes over the connection of the first');
    },
  },
  {
    name: 'concurrent queries each get their own answer, their ID back, and their bytes unchanged',
    body: async (rig) => {
      const { transport } = await rig.pair();
      await assertEachAnswered(transport, 100);
    },
  },
  {
    name: 'replies in another order than the queries reach their callers',
    section: 'RFC 7766 6.2.1.1',
    body: async (rig) => {
      const { transport } = await rig.pair({
        onQuery: ({ message }) => {
          const delayMs = 60 - (Number(labelOf(message).slice(1)) % 60);
          return [{ kind: 'wait', delayMs }, { kind: 'answer' }];
        },
      });
      await assertEachAnswered(transport, 100);
    },
  },
  {
    name: 'slow replies are waited for, and their queries asked once',
    protocols: ['tcp', 'tls', 'https', 'quic'],
    body: async (rig) => {
      const asked: string[] = [];
      const { transport } = await rig.pair({
        onQuery: ({ message }) => {
          asked.push(labelOf(message));
          return [{ kind: 'wait', delayMs: 1_500 }, { kind: 'answer' }];
        },
      });
      // HTTP/1.1 takes them one after the other.
      const count = rig.protocol === 'https' ? 4 : 8;
      const queries = numbers(count).map((n) => query(`n${n}`));
      const deadline = performance.now() + 5_000;
      const replies = await Promise.all(queries.map((each) => transport.exchange(each, { deadline })));
      for (const [index, reply] of replies.entries()) assertAnswers(reply, queries[index] as Uint8Array);
      assert.deepEqual(
        asked.toSorted(),
        numbers(count).map((n) => `n${n}`),
      );
    },
  },
  {
    name: 'a query may be a view of a larger buffer',
    body: async (rig) => {
      const { transport } = await rig.pair();
      const bytes = query('n2');
      const larger = Buffer.alloc(bytes.length + 40, 0xff);
      larger.set(bytes, 20);
      assertAnswers(await ask(transport, larger.subarray(20, 20 + bytes.length)), bytes);
    },
  },
  {
    name: 'error responses are replies, those without a question included',
    body: async (rig) => {
      const { transport } = await rig.pair({
        onQuery: ({ bytes, message }) => {
          if (labelOf(message) !== 'n3') return undefined;
          // FORMERR from a server that read no more than the header.
          return {
            kind: 'message',
            bytes: Uint8Array.of(...bytes.subarray(0, 2), 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0),
          };
        },
      });
      const missing = decodeMessage((await ask(transport, query('missing', { id: 7 }))).bytes);
      assert.deepEqual([missing.id, missing.rcode], [7, 'NXDOMAIN']);
      const refused = decodeMessage((await ask(transport, query('n3', { id: 8 }))).bytes);
      assert.deepEqual([refused.id, refused.rcode, refused.questions], [8, 'FORMERR', []]);
    },
  },
  {
    name: 'the ID on the wire is random, and no two queries under way have the same',
    section: 'RFC 5452 9.2',
    protocols: ['udp', 'tcp', 'tls'],
    body: async (rig) => {
      const ids = new Map<number, number[]>();
      const { transport } = await rig.pair({
        onQuery: ({ bytes, connectionNumber }) => {
          ids.set(connectionNumber, [...(ids.get(connectionNumber) ?? []), idOf(bytes)]);
          return [{ kind: 'wait', delayMs: 30 }, { kind: 'answer' }];
        },
      });
      await Promise.all(numbers(64).map((n) => ask(transport, query(`n${n}`))));
      const all = Array.from(ids.values()).flat();
      for (const each of ids.values())
        assert.equal(new Set(each).size, each.length, 'an ID is used twice at a time');
      const steps = all.map((id, index) => id - (all[index - 1] ?? 0));
      assert.ok(new Set(steps).size > 32, 'the IDs follow a pattern');
    },
  },
  {
    name: 'the ID on the wire is 0',
    section: 'RFC 9250 4.2.1, RFC 8484 4.1',
    protocols: ['https', 'quic'],
    body: async (rig) => {
      const ids = new Set<number>();
      const { transport } = await rig.pair({ onQuery: ({ bytes }) => void ids.add(idOf(bytes)) });
      await prime(transport);
      assert.deepEqual([...ids], [0]);
    },
  },
];

async function assertEachAnswered(transport: Parameters<typeof ask>[0], count: number): Promise<void> {
  // Every ID stands for several queries: callers know nothing of each other.
  const queries = numbers(count).map((n) => query(`n${n}`, { id: n % 10 }));
  const copies = queries.map((each) => each.slice());
  const replies = await Promise.all(queries.map((each) => ask(transport, each)));
  assert.deepEqual(queries, copies, 'the bytes of the caller were changed');
  for (const [index, reply] of replies.entries()) assertAnswers(reply, copies[index] as Uint8Array);
}
