import assert from 'node:assert/strict';
import { assertAnswers } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { numbers, query } from '../queries.ts';
import { ask } from '../rig.ts';

const BURSTS = 10;
const QUERIES_A_BURST = 100;

export const economyCases: readonly CaseDefinition[] = [
  {
    name: '1,000 queries in 10 bursts open few connections, none after the first burst',
    section: 'RFC 7766 6.2.2, RFC 7858 3.4',
    protocols: ['tcp', 'tls', 'https', 'quic'],
    body: async (rig) => {
      const { transport, statistics } = await rig.pair();
      const { maxConnections = 2 } = rig.harness;
      let afterFirstBurst = 0;
      for (const burst of numbers(BURSTS)) {
        const queries = numbers(QUERIES_A_BURST).map((n) => query(`n${burst * QUERIES_A_BURST + n}`));
        const replies = await Promise.all(queries.map((each) => ask(transport, each)));
        for (const [index, reply] of replies.entries()) assertAnswers(reply, queries[index] as Uint8Array);
        if (burst === 0) afterFirstBurst = statistics.connections;
      }
      assert.ok(
        statistics.connections <= maxConnections,
        `${statistics.connections} connections were opened`,
      );
      assert.equal(statistics.connections, afterFirstBurst, 'a later burst opened connections');
      if (rig.protocol !== 'tcp') {
        assert.ok(
          statistics.handshakes + statistics.resumptions <= maxConnections,
          'a later burst made a handshake',
        );
      }
    },
  },
];
