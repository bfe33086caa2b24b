import { ask, prime } from '../rig.ts';
import { assertAnswers, assertTimesOut, DEADLINE_MARGIN_MS, handled, rejectionOf } from '../assertions.ts';
import assert from 'node:assert/strict';
import { TimeoutError } from '@hushdns/core';
import type { CaseDefinition } from '../conformance-case.ts';
import { labelOf, query } from '../queries.ts';
import { hostNameEndpoint, nowhere } from './endpoints.ts';

export const deadlineCases: readonly CaseDefinition[] = [
  {
    name: 'the deadline covers the search for the address',
    body: async (rig) => {
      const server = await rig.server();
      const transport = rig.transport(hostNameEndpoint(server), { addresses: nowhere });
      await assertTimesOut((deadline) => transport.exchange(query('n1'), { deadline }), 'connect');
    },
  },
  {
    name: 'the deadline covers the handshake: a server that takes the connection and says nothing',
    protocols: ['tls', 'https', 'quic'],
    body: async (rig) => {
      const transport = rig.transport(await rig.server({ fault: { kind: 'deaf' } }));
      await assertTimesOut((deadline) => transport.exchange(query('n1'), { deadline }), 'connect');
    },
  },
  {
    name: 'the deadline covers the reply, and others on the connection are answered meanwhile',
    body: async (rig) => {
      const { transport } = await rig.pair({
        onQuery: ({ message }) => (labelOf(message) === 'n1' ? [] : undefined),
      });
      await prime(transport);
      const timesOut = handled(
        assertTimesOut((deadline) => transport.exchange(query('n1'), { deadline }), 'receive'),
      );
      const bytes = query('n2');
      assertAnswers(await ask(transport, bytes), bytes);
      await timesOut;
      assertAnswers(await ask(transport, bytes), bytes);
    },
  },
  {
    name: 'the deadline covers a first query that is never answered',
    body: async (rig) => {
      const { transport } = await rig.pair({ onQuery: () => [] });
      await assertTimesOut((deadline) => transport.exchange(query('n1'), { deadline }), 'receive');
    },
  },
  {
    name: 'the deadline covers a reply that stops half-way',
    protocols: ['tcp', 'tls', 'https', 'quic'],
    body: async (rig) => {
      const { transport } = await rig.pair({ onQuery: () => ({ kind: 'answer', delivery: 'half' }) });
      await assertTimesOut((deadline) => transport.exchange(query('n1'), { deadline }), 'receive');
    },
  },
  {
    name: 'a deadline that has passed already is a TimeoutError',
    body: async (rig) => {
      const { transport } = await rig.pair({ onQuery: () => [] });
      const startedAtMs = performance.now();
      const error = await rejectionOf(transport.exchange(query('n1'), { deadline: performance.now() - 1 }));
      assert.ok(error instanceof TimeoutError, `TimeoutError wanted, got ${String(error)}`);
      assert.ok(performance.now() - startedAtMs < DEADLINE_MARGIN_MS, 'it ends at once');
    },
  },
];
