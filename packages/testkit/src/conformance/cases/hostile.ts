import assert from 'node:assert/strict';
import { TimeoutError, TransportError, WireError } from '@hushdns/core';
import { setId, idOf } from '@hushdns/core/transport';
import type { MessageStep, Reaction, ReactionStep, ServerQuery } from '../../server/index.ts';
import {
  assertAnswers,
  assertTimesOut,
  assertTransportError,
  eventually,
  rejectionOf,
  within,
} from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { answerTo, labelOf, query } from '../queries.ts';
import { ask, prime, type Rig } from '../rig.ts';

/** Replies of 60 KiB that may come before a transport is done with their stream. */
const MAX_SURPLUS_REPLIES = 50;

export const hostileCases: readonly CaseDefinition[] = [
  {
    name: 'packets that are not the reply are passed over until it comes',
    section: 'RFC 5452 9.1',
    protocols: ['udp'],
    body: async (rig) => {
      const { transport } = await rig.pair({
        onQuery: (asked) => [...forgeries(asked), { kind: 'wait', delayMs: 20 }, { kind: 'answer' }],
      });
      const bytes = query('n1');
      assertAnswers(await ask(transport, bytes), bytes);
    },
  },
  {
    name: 'packets that are not the reply end nothing before the deadline',
    section: 'RFC 5452 9.1',
    protocols: ['udp'],
    body: async (rig) => {
      const { transport } = await rig.pair({ onQuery: forgeries });
      await assertTimesOut((deadline) => transport.exchange(query('n1'), { deadline }));
    },
  },
  {
    name: 'replies to other queries are passed over until the right one comes',
    section: 'RFC 7766 7',
    protocols: ['tcp', 'tls'],
    body: async (rig) => {
      const { transport } = await rig.pair({
        onQuery: (asked) => [wrongId(asked), wrongQuestion(asked), { kind: 'answer' }, { kind: 'answer' }],
      });
      for (const label of ['n1', 'n2']) {
        const bytes = query(label);
        assertAnswers(await ask(transport, bytes), bytes);
      }
    },
  },
  {
    name: 'a reply to another question is not taken for the answer',
    body: async (rig) => {
      const { transport } = await rig.pair({ onQuery: wrongQuestion });
      const deadline = performance.now() + 150;
      const error = await rejectionOf(transport.exchange(query('n1'), { deadline }));
      const typed = error instanceof TimeoutError || error instanceof TransportError;
      assert.ok(typed, `TimeoutError or TransportError wanted, got ${String(error)}`);
    },
  },
  {
    name: 'a malformed reply is a TransportError caused by a WireError, and ends the connection',
    protocols: ['tcp', 'tls', 'https', 'quic'],
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({
        // Cut off within the question.
        onQuery: ({ bytes, message }) => ({
          kind: 'message',
          bytes: labelOf(message) === 'n1' ? answerTo(bytes).subarray(0, 16) : new Uint8Array(),
        }),
      });
      for (const label of ['n1', 'n2']) {
        const error = await assertTransportError(ask(transport, query(label)), 'receive');
        assert.ok(error.cause instanceof WireError, `cause of ${error.message}: ${String(error.cause)}`);
      }
      await eventually(() => statistics.openConnections === 0, 'the connection is closed');
    },
  },
  {
    name: 'more than one reply to a query is a TransportError, and the next query is answered',
    section: 'RFC 9250 4.2',
    protocols: ['quic'],
    body: async (rig) => {
      const two: ReactionStep[] = [{ kind: 'answer', delivery: 'open' }, { kind: 'answer' }];
      await assertRefusedOnce(rig, 'n1', () => two);
    },
  },
  {
    name: 'replies without end to one query are a TransportError, and the next query is answered',
    section: 'RFC 9250 4.2',
    protocols: ['quic'],
    body: async (rig) => {
      let sent = 0;
      const over = new AbortController();
      const endless = function* (): Generator<ReactionStep> {
        while (!over.signal.aborted) {
          sent++;
          yield { kind: 'answer', delivery: 'open' };
          yield { kind: 'wait', delayMs: 1 };
        }
      };
      try {
        await assertRefusedOnce(rig, 'huge', endless);
      } finally {
        over.abort();
      }
      assert.ok(sent <= MAX_SURPLUS_REPLIES, `${sent} replies of 60 KiB were taken`);
    },
  },
  {
    name: 'a server for something else ends in a typed error',
    body: async (rig) => {
      const greetings = [
        '220 mail.example ESMTP\r\n',
        'HTTP/1.1 400 Bad Request\r\n\r\n',
        '\0\0\0\0\0\0\0\0',
      ];
      for (const greeting of greetings) {
        const fault = { kind: 'banner', bytes: new TextEncoder().encode(greeting) } as const;
        const { transport } = await rig.pair({ fault });
        const deadline = performance.now() + 200;
        const error = await rejectionOf(transport.exchange(query('n1'), { deadline }));
        const typed = error instanceof TimeoutError || error instanceof TransportError;
        assert.ok(typed, `TimeoutError or TransportError wanted, got ${String(error)}`);
      }
    },
  },
  {
    name: 'a port where nobody listens is a TransportError at once',
    body: async (rig) => {
      const { transport } = await rig.pair({ fault: { kind: 'refuse' } });
      const startedAtMs = performance.now();
      await assertTransportError(ask(transport, query('n1')), 'connect');
      assert.ok(performance.now() - startedAtMs < 1_000, 'a refusal is known at once');
    },
  },
  {
    name: 'octets that nobody asked for do no harm',
    protocols: ['tcp', 'tls', 'udp'],
    body: async (rig) => {
      const { transport } = await rig.pair({
        onQuery: (asked) => [{ kind: 'answer' }, wrongId(asked), { kind: 'answer' }],
      });
      await prime(transport);
      const bytes = query('n1');
      assertAnswers(await ask(transport, bytes), bytes);
    },
  },
];

/** The query fails at once, the stream or its connection ends at the server, and nothing is wrong afterwards. */
async function assertRefusedOnce(rig: Rig, label: string, reaction: () => Reaction): Promise<void> {
  const { transport, statistics } = await rig.pair({
    onQuery: ({ message }) => (labelOf(message) === label ? reaction() : undefined),
  });
  await prime(transport);
  const failing = assertTransportError(ask(transport, query(label, { type: 'TXT' })), 'receive');
  await within(1_000, failing, 'the refusal of replies that are too many');
  const bytes = query('n2');
  assertAnswers(await ask(transport, bytes), bytes);
  await eventually(
    () => statistics.cancelledStreams > 0 || statistics.openConnections < statistics.connections,
    'the server is told that it says too much',
  );
}

/** What somebody sends who does not see the query, and what a broken server sends. */
function forgeries(asked: ServerQuery): ReactionStep[] {
  const query = { kind: 'message', bytes: asked.bytes } as const;
  const garbage = { kind: 'message', bytes: Uint8Array.from(asked.bytes, (octet) => octet ^ 0x5a) } as const;
  const empty = { kind: 'message', bytes: new Uint8Array() } as const;
  const cut = { kind: 'message', bytes: answerTo(asked.bytes).subarray(0, 16) } as const;
  const elsewhere = { kind: 'answer', delivery: 'other-port' } as const;
  return [wrongId(asked), wrongQuestion(asked), query, garbage, empty, cut, elsewhere];
}

function wrongId({ bytes }: ServerQuery): MessageStep {
  const answer = answerTo(bytes);
  setId(answer, idOf(bytes) ^ 0x0101);
  return { kind: 'message', bytes: answer };
}

/** The right ID, and the answer to another question of the same length. */
function wrongQuestion({ bytes }: ServerQuery): MessageStep {
  const answer = answerTo(query('x9'));
  setId(answer, idOf(bytes));
  return { kind: 'message', bytes: answer };
}
