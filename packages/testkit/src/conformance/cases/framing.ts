import assert from 'node:assert/strict';
import { assertAnswers } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { numbers, query } from '../queries.ts';
import { ask } from '../rig.ts';

export const framingCases: readonly CaseDefinition[] = [
  {
    name: 'a reply that comes octet by octet is put together',
    section: 'RFC 7766 8',
    protocols: ['tcp', 'tls', 'https', 'quic'],
    body: async (rig) => {
      const { transport } = await rig.pair({ onQuery: () => ({ kind: 'answer', delivery: 'octets' }) });
      const queries = numbers(3).map((n) => query(`n${n}`));
      const replies = await Promise.all(queries.map((each) => ask(transport, each)));
      for (const [index, reply] of replies.entries()) assertAnswers(reply, queries[index] as Uint8Array);
    },
  },
  {
    name: 'replies that come in one piece are taken apart',
    section: 'RFC 7766 8',
    protocols: ['tcp', 'tls'],
    body: async (rig) => {
      const count = 10;
      const { transport } = await rig.pair({
        onQuery: ({ queryNumber }) => ({
          kind: 'answer',
          delivery: queryNumber % count === 0 ? 'whole' : 'held',
        }),
      });
      const queries = numbers(count).map((n) => query(`n${n}`));
      const replies = await Promise.all(queries.map((each) => ask(transport, each)));
      for (const [index, reply] of replies.entries()) assertAnswers(reply, queries[index] as Uint8Array);
    },
  },
  {
    name: 'answers over 4 KiB and of 60 KiB come whole',
    section: 'RFC 1035 4.2.2',
    body: async (rig) => {
      const { transport, server } = await rig.pair();
      for (const label of ['large', 'huge']) {
        const bytes = query(label, { type: 'TXT' });
        const reply = await ask(transport, bytes);
        assert.ok(reply.bytes.length > (label === 'huge' ? 60_000 : 4_096));
        assertAnswers(reply, bytes);
      }
      if (rig.protocol === 'udp')
        assert.equal(server.statistics.tcp.queries, 2, 'truncated replies lead to TCP');
    },
  },
];
