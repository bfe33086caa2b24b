import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DnsError } from '../errors/index.ts';
import { CONNECTION_REFUSED, queryFor, replyOf } from '../testing/selection-samples.ts';
import { SimulatedTransport, VirtualClock } from '../testing/index.ts';
import { type ExchangeContext, idOf, type Transport, type TransportReply } from '../transport/index.ts';
import { balance } from './balance.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import { fallback } from './fallback.ts';
import { fastest } from './fastest.ts';
import { race } from './race.ts';
import { spread } from './spread.ts';
import { isAnswer } from './verdict.ts';

type Combine = (upstreams: readonly Transport[], options: CombinatorOptions) => Combinator;

const COMBINATORS: readonly (readonly [string, Combine])[] = [
  ['fallback', fallback],
  ['race', (upstreams, options) => race(upstreams, { ...options, staggerMs: 100 })],
  ['race at once', (upstreams, options) => race(upstreams, { ...options, staggerMs: 0 })],
  ['fastest', (upstreams, options) => fastest(upstreams, { ...options, random: sequence() })],
  ['balance', (upstreams, options) => balance(upstreams, { ...options, random: sequence() })],
  ['spread', (upstreams, options) => spread(upstreams, { ...options, domainOf: (name) => name, key: KEY })],
  [
    'a race within a fallback',
    (upstreams, options) => fallback([race(upstreams, { ...options, staggerMs: 50 })], options),
  ],
];

const KEY = new Uint8Array(32);

/** Numbers that look random, and are the same each time (Park and Miller). */
function sequence(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
}

const REPLIES = { NOERROR: replyOf('NOERROR'), NXDOMAIN: replyOf('NXDOMAIN'), SERVFAIL: replyOf('SERVFAIL') };

/** What an upstream does with a query. */
interface Behaviour {
  readonly does: keyof typeof REPLIES | 'fail' | 'silence';
  readonly delayMs: number;
}

const anyBehaviour: fc.Arbitrary<Behaviour> = fc.record({
  does: fc.constantFrom('NOERROR', 'NOERROR', 'NXDOMAIN', 'SERVFAIL', 'fail', 'silence'),
  delayMs: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(6_000)),
});

/** A query, and the pause before it. */
const anyQuery = fc.record({
  pauseMs: fc.oneof(fc.constant(0), fc.nat(100), fc.nat(100_000)),
  timeoutMs: fc.integer({ min: 0, max: 6_000 }),
  abortMs: fc.option(fc.nat(3_000), { nil: undefined }),
});

/** Scripts of one to four upstreams, each of which is repeated when it ends; and what is asked. */
const anyRun = fc.record({
  scripts: fc.array(fc.array(anyBehaviour, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
  queries: fc.array(anyQuery, { minLength: 1, maxLength: 12 }),
});

/** One upstream's part in a query, and what became of it. */
interface Exchange {
  readonly id: number;
  readonly server: number;
  readonly startedAtMs: number;
  ended?: 'answered' | 'refused' | 'failed' | 'cancelled';
}

/** An upstream that follows its script, from the start again when that ends, and records its part. */
class ScriptedTransport extends SimulatedTransport {
  isWell = false;
  readonly #server: number;
  readonly #clock: VirtualClock;
  readonly #exchanges: Exchange[];

  constructor(server: number, script: readonly Behaviour[], clock: VirtualClock, exchanges: Exchange[]) {
    const behaviour = (): Behaviour =>
      this.isWell ? WELL : (script[(this.asked.length - 1) % script.length] as Behaviour);
    super({
      clock,
      traits: { endpoint: `tls://192.0.2.${server + 1}` },
      answer: () => {
        const { does } = behaviour();
        return does === 'silence' ? does : does === 'fail' ? CONNECTION_REFUSED : REPLIES[does];
      },
      delayMs: () => behaviour().delayMs,
    });
    this.#server = server;
    this.#clock = clock;
    this.#exchanges = exchanges;
  }

  override async exchange(query: Uint8Array, context: ExchangeContext): Promise<TransportReply> {
    const exchange: Exchange = { id: idOf(query), server: this.#server, startedAtMs: this.#clock.now() };
    this.#exchanges.push(exchange);
    try {
      const reply = await super.exchange(query, context);
      exchange.ended = isAnswer(reply.bytes) ? 'answered' : 'refused';
      return reply;
    } catch (error) {
      exchange.ended = context.signal?.aborted === true ? 'cancelled' : 'failed';
      throw error;
    }
  }
}

const WELL: Behaviour = { does: 'NOERROR', delayMs: 5 };

/** Sums of times are off by less. */
const ROUNDING_MS = 1e-6;

const query = (id: number): Uint8Array => queryFor(`name${id % 64}.example`, 'A', id);

function lab(
  combine: Combine,
  scripts: readonly (readonly Behaviour[])[],
): { clock: VirtualClock; servers: ScriptedTransport[]; exchanges: Exchange[]; all: Combinator } {
  const clock = new VirtualClock();
  const exchanges: Exchange[] = [];
  const servers = scripts.map((script, server) => new ScriptedTransport(server, script, clock, exchanges));
  return { clock, servers, exchanges, all: combine(servers, { clock }) };
}

/** Asks as told, and says how the query ended. */
async function ask(
  { clock, all }: Pick<ReturnType<typeof lab>, 'clock' | 'all'>,
  id: number,
  { timeoutMs, abortMs }: { readonly timeoutMs: number; readonly abortMs?: number | undefined },
): Promise<'answered' | 'refused' | 'failed' | 'aborted'> {
  const abort = new AbortController();
  const timer = abortMs === undefined ? undefined : clock.startTimer(abortMs, () => abort.abort('enough'));
  const { signal } = abort;
  const asking = all.exchange(query(id), { deadline: clock.now() + timeoutMs, signal });
  try {
    return isAnswer((await clock.settle(asking)).bytes) ? 'answered' : 'refused';
  } catch (error) {
    if (error === 'enough') return 'aborted';
    if (error instanceof DnsError) return 'failed';
    throw error;
  } finally {
    timer?.cancel();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  }
}

describe.each(COMBINATORS)('%s, whatever its upstreams do', (name, combine) => {
  it('ends in time, asks each upstream once at most and none after the answer, and cancels what it left', async () => {
    const property = fc.asyncProperty(anyRun, async ({ scripts, queries }) => {
      const run = lab(combine, scripts);
      const { clock, servers, exchanges, all } = run;
      for (const [id, { pauseMs, timeoutMs, abortMs }] of queries.entries()) {
        await clock.advance(pauseMs);
        const startedAtMs = clock.now();
        const outcome = await ask(run, id, { timeoutMs, abortMs });
        const tookMs = clock.now() - startedAtMs;
        expect(tookMs).toBeLessThanOrEqual(Math.min(timeoutMs, abortMs ?? Infinity) + ROUNDING_MS);
        if (outcome === 'aborted') expect(tookMs).toBeCloseTo(abortMs ?? -1);

        const own = exchanges.filter((each) => each.id === id);
        // A probe included, no upstream gets a query twice.
        expect(new Set(own.map(({ server }) => server)).size).toBe(own.length);
        const answer = own.findIndex(({ ended }) => ended === 'answered');
        // What follows an answer is a probe, and what has not ended with the query as well.
        const asked = own.filter(({ ended }) => ended !== undefined);
        expect(own.length - asked.length).toBeLessThanOrEqual(outcome === 'answered' ? 1 : 0);
        expect(answer >= 0).toBe(outcome === 'answered');
        if (outcome === 'refused') expect(asked.some(({ ended }) => ended === 'refused')).toBe(true);
        if (outcome === 'failed') expect(asked.every(({ ended }) => ended === 'failed')).toBe(true);
        // It gives up only where there is nobody else or no time.
        if (outcome === 'refused' || outcome === 'failed')
          expect(own.length === servers.length || tookMs >= timeoutMs - ROUNDING_MS).toBe(true);
      }
      await clock.advance(2_000);
      expect(exchanges.filter(({ ended }) => ended === undefined)).toEqual([]);
      expect(clock.timers).toBe(0);
      for (const { attempts, inFlight, answers, refusals, failures, cancellations } of all.stats()) {
        expect(inFlight).toBe(0);
        expect(answers + refusals + failures + cancellations).toBe(attempts);
      }
      await all.close();
      expect(servers.map(({ closings }) => closings)).toEqual(servers.map(() => 1));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('gives every upstream that is well again its turn', async () => {
    const property = fc.asyncProperty(anyRun, async ({ scripts, queries }) => {
      const run = lab(combine, scripts);
      const { clock, servers, exchanges, all } = run;
      for (const [id, { timeoutMs }] of queries.entries()) await ask(run, id, { timeoutMs });
      for (const server of servers) server.isWell = true;
      exchanges.length = 0;
      for (let id = 0; id < 64; id++) {
        await clock.advance(60_000);
        await ask(run, id, { timeoutMs: 5_000 });
      }
      if (name.startsWith('fallback') || name.startsWith('race')) {
        expect(all.stats()[0]?.circuit).toEqual({ kind: 'closed', failures: 0 });
        expect(exchanges.some(({ id, server }) => id === 63 && server === 0)).toBe(true);
      } else if (all.children.length === servers.length) {
        expect(all.stats().map(({ circuit }) => circuit.kind)).toEqual(servers.map(() => 'closed'));
      }
      await all.close();
    });
    await fc.assert(property, { numRuns: 30 });
  });
});
