import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { assertAnswers, rejectionOf } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { query } from '../queries.ts';
import { ask } from '../rig.ts';
import { HAS_IPV6 } from './addresses.ts';

export const selectionCases: readonly CaseDefinition[] = [
  {
    name: 'a selector that means another transport is a RangeError, and sends nothing',
    body: async (rig) => {
      const { transport, statistics } = await rig.pair();
      const other = rig.transport(await rig.server());
      const deadline = performance.now() + 1_000;
      for (const only of ['webtransport', 'tls://192.0.2.1', other]) {
        const error = await rejectionOf(transport.exchange(query('n1'), { deadline, only }));
        assert.ok(error instanceof RangeError, `RangeError wanted, got ${String(error)}`);
      }
      await wait(20);
      assert.equal(statistics.connections, 0);
    },
  },
  {
    name: 'a selector that means this transport is no obstacle',
    body: async (rig) => {
      const { transport } = await rig.pair();
      const bytes = query('n1');
      for (const only of [transport.traits.protocol, transport.traits.endpoint, transport]) {
        assertAnswers(await transport.exchange(bytes, { deadline: performance.now() + 1_000, only }), bytes);
      }
    },
  },
  {
    name: 'octets without a header are a RangeError, and are not sent',
    body: async (rig) => {
      const { transport, statistics } = await rig.pair();
      const error = await rejectionOf(ask(transport, new Uint8Array(11)));
      assert.ok(error instanceof RangeError, `RangeError wanted, got ${String(error)}`);
      await wait(20);
      assert.equal(statistics.connections, 0);
    },
  },
  ...(HAS_IPV6
    ? [
        {
          name: 'an IPv6 address is an endpoint',
          section: 'RFC 3986 3.2.2',
          body: async (rig): Promise<void> => {
            const { transport } = await rig.pair({ host: '::1' });
            const bytes = query('n1');
            const reply = await ask(transport, bytes);
            assertAnswers(reply, bytes);
            assert.equal(reply.connection.address, '::1');
          },
        } satisfies CaseDefinition,
      ]
    : []),
];
