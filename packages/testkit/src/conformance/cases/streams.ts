import assert from 'node:assert/strict';
import { assertAnswers, assertTransportError } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { labelOf, numbers, query } from '../queries.ts';
import { ask, prime } from '../rig.ts';

/** RFC 9113 7. */
const REFUSED_STREAM = 7;
const MANY_OCTETS = 70_000;

/** What concerns streams and HTTP. */
export const streamCases: readonly CaseDefinition[] = [
  {
    name: 'a stream that the server resets fails its query, not the connection',
    section: 'RFC 9250 5.4, RFC 9113 5.4.2',
    protocols: ['https', 'quic'],
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({
        onQuery: ({ message }) => (labelOf(message) === 'n1' ? { kind: 'reset' } : undefined),
      });
      await prime(transport);
      await assertTransportError(ask(transport, query('n1')), 'receive');
      const bytes = query('n2');
      assertAnswers(await ask(transport, bytes), bytes);
      assert.equal(statistics.connections, 1);
    },
  },
  {
    name: 'more queries than the server allows streams wait for their turn',
    section: 'RFC 9113 5.1.2, RFC 9000 4.6',
    protocols: ['https', 'quic'],
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({
        maxConcurrentStreams: 4,
        onQuery: () => [{ kind: 'wait', delayMs: 2 }, { kind: 'answer' }],
      });
      const { maxConnections = 2 } = rig.harness;
      const burst = async (): Promise<number> => {
        const queries = numbers(60).map((n) => query(`n${n}`));
        const replies = await Promise.all(queries.map((each) => ask(transport, each)));
        for (const [index, reply] of replies.entries()) assertAnswers(reply, queries[index] as Uint8Array);
        return statistics.connections;
      };
      const connections = await burst();
      assert.ok(connections <= maxConnections, `${connections} connections were opened`);
      assert.equal(statistics.openConnections, connections, 'a connection was given up for want of a turn');
      assert.equal(await burst(), connections, 'the second burst opened connections');
      assert.equal(statistics.queries, 120);
    },
  },
  {
    name: 'a refused stream was not processed: its query is asked once more',
    section: 'RFC 9113 8.7',
    protocols: ['https'],
    body: async (rig) => {
      let refused = 0;
      const { transport } = await rig.pair({
        onQuery: ({ message }) => {
          if (labelOf(message) !== 'n1' || refused > 0) return undefined;
          refused++;
          return { kind: 'reset', code: REFUSED_STREAM };
        },
      });
      await prime(transport);
      const bytes = query('n1');
      assertAnswers(await ask(transport, bytes), bytes);
      assert.equal(refused, 1);
    },
  },
  {
    name: 'GOAWAY lets the query under way end and sends the next one elsewhere',
    section: 'RFC 9113 6.8',
    protocols: ['https'],
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({
        onQuery: ({ connectionNumber, queryNumber }) =>
          connectionNumber === 1 && queryNumber === 2
            ? [{ kind: 'close', how: 'graceful' }, { kind: 'wait', delayMs: 20 }, { kind: 'answer' }]
            : undefined,
      });
      await prime(transport);
      for (const label of ['n1', 'n2']) {
        const bytes = query(label);
        assertAnswers(await ask(transport, bytes), bytes);
      }
      assert.equal(statistics.queries, 3, 'no query was asked twice');
      assert.equal(statistics.connections, 2);
    },
  },
  {
    name: 'HTTP that is no DNS answer is an error, and the connection stays usable',
    section: 'RFC 8484 4.2.1',
    protocols: ['https'],
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({
        onQuery: ({ message }) => {
          switch (labelOf(message)) {
            case 'n1':
              return { kind: 'http', status: 500 };
            case 'n2':
              return {
                kind: 'http',
                status: 429,
                contentType: 'text/plain',
                headers: { 'retry-after': '60' },
              };
            case 'n3':
              return { kind: 'http', contentType: 'text/html' };
            case 'n4':
              return { kind: 'http', body: new Uint8Array(MANY_OCTETS) };
            default:
              return undefined;
          }
        },
      });
      await prime(transport);
      for (const n of [1, 2, 3, 4]) await assertTransportError(ask(transport, query(`n${n}`)), 'receive');
      const bytes = query('n5');
      assertAnswers(await ask(transport, bytes), bytes);
      assert.equal(statistics.connections, 1);
    },
  },
];
