import assert from 'node:assert/strict';
import { ClosedError } from '@hushdns/core';
import { assertAnswers, eventually, handled, rejectionOf, within } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { numbers, query } from '../queries.ts';
import { ask, prime } from '../rig.ts';

export const closeCases: readonly CaseDefinition[] = [
  {
    name: 'close() waits for the queries under way and takes no more',
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({
        onQuery: () => [{ kind: 'wait', delayMs: 60 }, { kind: 'answer' }],
      });
      const queries = numbers(10).map((n) => query(`n${n}`));
      let answered = 0;
      const asking = queries.map(async (each) => {
        assertAnswers(await ask(transport, each), each);
        answered++;
      });
      const replies = handled(Promise.all(asking));
      await eventually(() => statistics.queries === 10, 'the queries reach the server');
      const closing = [transport.close(), transport.close()];
      const error = await rejectionOf(ask(transport, query('n11')));
      assert.ok(error instanceof ClosedError, `ClosedError wanted, got ${String(error)}`);
      await replies;
      await within(1_000, Promise.all(closing), 'close()');
      assert.equal(answered, 10, 'close() ended before the queries did');
      await transport.close();
      assert.equal(statistics.queries, 10);
    },
  },
  {
    name: 'close() ends an idle connection at once, and one that was never opened',
    body: async (rig) => {
      const server = await rig.server();
      const asked = rig.transport(server);
      await prime(asked);
      await within(1_000, asked[Symbol.asyncDispose](), 'close() of an idle transport');
      // That a UDP socket is closed is seen from its own process only, as a handle that is left.
      await eventually(() => server.statistics.openConnections === 0, 'the connection ends');
      await within(1_000, rig.transport(server).close(), 'close() of an unused transport');
    },
  },
];
