import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { assertAborted, assertAnswers, eventually, handled } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { labelOf, numbers, query } from '../queries.ts';
import { ask, prime } from '../rig.ts';
import { hostNameEndpoint, nowhere } from './endpoints.ts';

const REASON = { because: 'nobody asks any more' };

export const abortCases: readonly CaseDefinition[] = [
  {
    name: 'a query that is aborted before it is asked rejects with the reason and sends nothing',
    body: async (rig) => {
      const { transport, statistics } = await rig.pair();
      await assertAborted(ask(transport, query('n1'), AbortSignal.abort(REASON)), REASON);
      await wait(20);
      assert.equal(statistics.connections, 0);
    },
  },
  {
    name: 'an abort while connecting rejects with the reason at once',
    body: async (rig) => {
      const server = await rig.server({ fault: { kind: 'deaf' } });
      const transports = [rig.transport(hostNameEndpoint(server), { addresses: nowhere })];
      // Where there is no handshake, a server that says nothing is as good as connected.
      if (rig.protocol !== 'udp' && rig.protocol !== 'tcp') transports.push(rig.transport(server));
      for (const transport of transports) {
        const controller = new AbortController();
        const rejection = handled(assertAborted(ask(transport, query('n1'), controller.signal), REASON));
        await wait(20);
        const abortedAtMs = performance.now();
        controller.abort(REASON);
        await rejection;
        assert.ok(performance.now() - abortedAtMs < 100, 'an abort takes effect at once');
      }
    },
  },
  {
    name: 'an abort after the query was sent rejects with the reason, and the connection stays usable',
    section: 'RFC 9250 5.4, RFC 9113 8.7',
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({
        onQuery: ({ message }) => (labelOf(message) === 'n1' ? [] : undefined),
      });
      await prime(transport);
      const { connections } = statistics;
      const controller = new AbortController();
      const rejection = handled(assertAborted(ask(transport, query('n1'), controller.signal), REASON));
      await eventually(() => statistics.queries === 2, 'the query reaches the server');
      controller.abort(REASON);
      await rejection;
      if (rig.protocol === 'https' || rig.protocol === 'quic') {
        await eventually(() => statistics.cancelledStreams === 1, 'the server sees the stream end');
      }
      const bytes = query('n2');
      assertAnswers(await ask(transport, bytes), bytes);
      assert.equal(statistics.connections, connections, 'the abort cost a connection');
    },
  },
  {
    name: 'the late reply to an aborted query goes nowhere',
    body: async (rig) => {
      const { transport } = await rig.pair({
        onQuery: ({ message }) => {
          const late = Number(labelOf(message).slice(1)) % 2 === 1;
          return late ? [{ kind: 'wait', delayMs: 40 }, { kind: 'answer' }] : undefined;
        },
      });
      await prime(transport);
      const controller = new AbortController();
      const aborted = handled(
        Promise.all(
          numbers(40).map((n) =>
            assertAborted(ask(transport, query(`n${2 * n + 1}`), controller.signal), REASON),
          ),
        ),
      );
      await wait(15);
      controller.abort(REASON);
      await aborted;
      // Asked before the late replies come, answered while they do and afterwards.
      const queries = numbers(20).flatMap((n) => [query(`n${2 * n}`), query(`n${2 * n + 101}`)]);
      const replies = await Promise.all(queries.map((each) => ask(transport, each)));
      for (const [index, reply] of replies.entries()) assertAnswers(reply, queries[index] as Uint8Array);
    },
  },
  {
    name: 'a signal that outlives its queries keeps no listener',
    body: async (rig) => {
      const { transport } = await rig.pair();
      const { signal } = new AbortController();
      await Promise.all(numbers(20).map((n) => ask(transport, query(`n${n}`), signal)));
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    },
  },
];
