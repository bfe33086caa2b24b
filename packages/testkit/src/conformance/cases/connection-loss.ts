import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { CloseManner, Reaction } from '../../server/index.ts';
import { assertAnswers, assertTransportError, eventually } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { labelOf, numbers, query } from '../queries.ts';
import { ask, prime } from '../rig.ts';

const PERSISTENT = ['tcp', 'tls', 'https', 'quic'] as const;
const MANNERS: readonly CloseManner[] = ['graceful', 'abrupt'];

export const connectionLossCases: readonly CaseDefinition[] = [
  ...MANNERS.flatMap((how) => [
    {
      name: `the server closes an idle connection (${how}): a query at the same moment is answered`,
      section: 'RFC 7766 6.2.4',
      protocols: PERSISTENT,
      body: async (rig): Promise<void> => {
        const { transport, server, statistics } = await rig.pair();
        await prime(transport);
        server.hangUp(how);
        const bytes = query('n1');
        assertAnswers(await ask(transport, bytes), bytes);
        assert.equal(statistics.connections, 2);
      },
    } satisfies CaseDefinition,
    {
      name: `the server closes an idle connection (${how}): a later query is answered`,
      section: 'RFC 7766 6.2.4',
      protocols: PERSISTENT,
      body: async (rig): Promise<void> => {
        const { transport, server, statistics } = await rig.pair();
        await prime(transport);
        server.hangUp(how);
        await eventually(() => statistics.openConnections === 0, 'the connection ends');
        await wait(10);
        const bytes = query('n1');
        const reply = await ask(transport, bytes);
        assertAnswers(reply, bytes);
        assert.equal(reply.connection.reused, false);
        assert.equal(statistics.connections, 2);
      },
    } satisfies CaseDefinition,
    {
      name: `a connection that dies while it is fresh (${how}) is an error, and no reason for another one`,
      protocols: ['tcp', 'tls', 'https'],
      body: async (rig): Promise<void> => {
        const { transport, statistics } = await rig.pair({ fault: { kind: 'hang-up', how } });
        await assertTransportError(ask(transport, query('n1')));
        await wait(50);
        assert.equal(statistics.connections, 1);
      },
    } satisfies CaseDefinition,
    {
      name: `a fresh connection that dies of its first query (${how}) is an error, and no reason for another one`,
      protocols: PERSISTENT,
      body: async (rig): Promise<void> => {
        const deaths: Reaction[] = [
          { kind: 'close', how },
          [
            { kind: 'answer', delivery: 'half' },
            { kind: 'close', how },
          ],
        ];
        // HTTP/2 waits for the streams under way where it closes gracefully: then there is nothing to see here.
        if (rig.protocol === 'https' && how === 'graceful') deaths.length = 0;
        for (const death of deaths) {
          const { transport, statistics } = await rig.pair({ onQuery: () => death });
          await assertTransportError(ask(transport, query('n1')));
          await wait(50);
          assert.equal(statistics.connections, 1);
          assert.equal(statistics.queries, 1);
        }
      },
    } satisfies CaseDefinition,
  ]),
  {
    name: 'a proven connection that dies with queries under way: each is asked once more, and answered',
    section: 'RFC 7766 6.2.4',
    protocols: PERSISTENT,
    body: async (rig) => {
      const asked = new Map<string, number>();
      const { transport } = await rig.pair({
        onQuery: ({ message, connectionNumber, queryNumber }) => {
          const label = labelOf(message);
          asked.set(label, (asked.get(label) ?? 0) + 1);
          if (connectionNumber > 1 || queryNumber === 1) return undefined;
          return queryNumber === 6 ? { kind: 'close', how: 'abrupt' } : [];
        },
      });
      await prime(transport);
      const queries = numbers(5).map((n) => query(`n${n + 1}`));
      const replies = await Promise.all(queries.map((each) => ask(transport, each)));
      for (const [index, reply] of replies.entries()) assertAnswers(reply, queries[index] as Uint8Array);
      assert.ok(Math.max(...asked.values()) <= 2, `asked how often: ${Array.from(asked).join(' ')}`);
    },
  },
  {
    name: 'a query that kills each connection is asked twice, not forever',
    protocols: PERSISTENT,
    body: async (rig) => {
      let killed = 0;
      const { transport } = await rig.pair({
        onQuery: ({ message }) => {
          if (labelOf(message) !== 'n1') return undefined;
          killed++;
          return { kind: 'close', how: 'abrupt' };
        },
      });
      await prime(transport);
      await assertTransportError(ask(transport, query('n1')));
      await wait(30);
      assert.equal(killed, 2);
      const bytes = query('n2');
      assertAnswers(await ask(transport, bytes), bytes);
    },
  },
];
