import * as fc from 'fast-check';
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { ClosedError, NoDataError, ParseError, TimeoutError, TransportError } from '../errors/index.ts';
import type { ResponseError } from '../errors/response-error.ts';
import type { Layer } from '../layers/index.ts';
import { decodeMessage, encodeMessage, encodeQuery, type Message } from '../message/index.ts';
import type { Mx } from '../rdata/common-codecs.ts';
import { allTypes } from '../rdata/index.ts';
import { createResolver, type Resolver } from '../resolver/index.ts';
import { type SimulatedAnswer, SimulatedTransport, VirtualClock } from '../testing/index.ts';
import type { BulkOptions, BulkProgress, BulkResult, BulkRun } from './index.ts';

const ENDPOINT = 'tls://192.0.2.1';

/** Answers any question for A, with `change` in the response. */
function reply(query: Uint8Array, change: Partial<Message> = {}): Uint8Array {
  const asked = decodeMessage(query);
  const answers = asked.questions.map(
    ({ name }) =>
      ({ name, type: 'A', class: 'IN', ttlSeconds: 60, rdata: { address: '192.0.2.1' } }) as const,
  );
  return encodeMessage({ ...asked, qr: true, answers, ...change }, { types: allTypes });
}

function nameIn(query: Uint8Array): string {
  return String(decodeMessage(query).questions[0]?.name);
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `n${at}.example`);
}

/** A resolver of one upstream in virtual time. `answer` says what that does with a query. */
function lab({
  answer = (query) => reply(query),
  delayMs = 20,
  layers = [],
}: {
  answer?: (query: Uint8Array, nth: number) => SimulatedAnswer;
  delayMs?: number;
  layers?: readonly Layer[];
} = {}): { clock: VirtualClock; server: SimulatedTransport; resolver: Resolver } {
  const clock = new VirtualClock();
  const nth = new Map<string, number>();
  const server = new SimulatedTransport({
    clock,
    delayMs,
    traits: { endpoint: ENDPOINT },
    answer: (query) => {
      const name = nameIn(query);
      nth.set(name, (nth.get(name) ?? 0) + 1);
      return answer(query, nth.get(name) ?? 0);
    },
  });
  return { clock, server, resolver: createResolver({ upstream: server, clock, layers }) };
}

/** What comes of a run until it ends, and what it ends with. */
async function collect(run: BulkRun): Promise<{ results: BulkResult[]; thrown?: unknown }> {
  const results: BulkResult[] = [];
  try {
    for await (const result of run) results.push(result);
  } catch (thrown) {
    return { results, thrown };
  }
  return { results };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const SERVFAIL = { rcode: 'SERVFAIL', answers: [] } as const;

describe('resolveMany', () => {
  it('answers every name and goes on after those that cannot be resolved', async () => {
    const { clock, resolver } = lab();
    const source = [
      'host.example',
      'a..b',
      null,
      ['mail.example', 'MX'],
      { name: 'other.example' },
      ['x', 'ANY'],
    ];
    const run = resolver.resolveMany(source as string[], { ordered: true });
    const { results } = await clock.settle(collect(run));
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(results.map(({ name }) => name).slice(0, 2)).toEqual(['host.example', 'a..b']);
    expect(results.map(({ error, answer }) => error?.constructor ?? answer?.records.length)).toEqual([
      1,
      ParseError,
      TypeError,
      NoDataError,
      1,
      RangeError,
    ]);
    expect(run.remaining()).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it('gives the type checker the answer of the type asked for', () => {
    const asked = (resolver: Resolver) => ({
      names: resolver.resolveMany(['a.example']),
      aaaa: resolver.resolveMany(new Set(['a.example']), { type: 'AAAA' }),
      pairs: resolver.resolveMany([['a.example', 'MX']]),
      // @ts-expect-error A name by itself or with its type: not both in one source.
      mixed: resolver.resolveMany(['a.example', ['a.example', 'MX']]),
    });
    type Runs = ReturnType<typeof asked>;
    expectTypeOf<Runs['names']>().toEqualTypeOf<BulkRun<'A'>>();
    expectTypeOf<Runs['aaaa']>().toEqualTypeOf<BulkRun<'AAAA'>>();
    const preferenceOf = (result: BulkResult<'MX'>): number | undefined => {
      if (result.error !== undefined) return undefined;
      expectTypeOf(result.answer.records[0]?.rdata).toEqualTypeOf<Mx | undefined>();
      return result.answer.records[0]?.rdata.preference;
    };
    expect(typeof preferenceOf).toBe('function');
    expectTypeOf<Runs['pairs']>().toEqualTypeOf<BulkRun<'MX'>>();
  });

  it('gives each name exactly one result, in order where that is wanted, and holds no more than it may', async () => {
    const anyFate = fc.constantFrom('fast', 'slow', 'servfail', 'silence', 'lost once');
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyFate, { maxLength: 120 }),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        async (fates, ordered, isAsync, maxInFlight) => {
          const { clock, resolver } = lab({
            answer: (query, nth) => {
              const fate = fates[Number.parseInt(nameIn(query).slice(1), 10)];
              if (fate === 'servfail') return reply(query, SERVFAIL);
              if (fate === 'silence' || (fate === 'lost once' && nth === 1)) return 'silence';
              return reply(query);
            },
            layers: [
              (next) => async (request, context) => {
                const response = await next(request, context);
                const isSlow = fates[Number.parseInt(String(request.name).slice(1), 10)] === 'slow';
                if (isSlow) await new Promise<void>((done) => void clock.startTimer(300, done));
                return response;
              },
            ],
          });
          let pulled = 0;
          let taken = 0;
          function* source(): Generator<string> {
            for (const name of names(fates.length)) {
              pulled++;
              yield name;
            }
          }
          async function* asyncSource(): AsyncGenerator<string> {
            yield* source();
          }
          const run = resolver.resolveMany(isAsync ? asyncSource() : source(), { ordered, maxInFlight });
          const indexes: number[] = [];
          const all = (async () => {
            for await (const { index, name, answer } of run) {
              taken++;
              indexes.push(index);
              expect(name).toBe(`n${index}.example`);
              const fate = fates[index];
              expect(answer === undefined).toBe(fate === 'servfail' || fate === 'silence');
              expect(run.progress.inFlight).toBeLessThanOrEqual(maxInFlight);
              expect(pulled - taken).toBeLessThanOrEqual(10 * maxInFlight);
            }
          })();
          await clock.settle(all, 1e9);
          expect(ordered ? indexes : indexes.toSorted((one, other) => one - other)).toEqual([
            ...fates.keys(),
          ]);
          expect(clock.timers).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('takes no more from the source than there is room for while nobody takes the results', async () => {
    for (const ordered of [false, true]) {
      const { clock, resolver } = lab();
      let pulled = 0;
      function* source(): Generator<string> {
        for (;;) yield `n${pulled++}.example`;
      }
      const run = resolver.resolveMany(source(), { maxInFlight: 30, ordered });
      expect(pulled).toBe(0);
      await clock.settle(run.next());
      await clock.advance(5_000);
      expect(pulled).toBe(30 + 1);
      await clock.settle(run.next());
      await clock.advance(5_000);
      expect(pulled).toBe(30 + 2);
      await run.return();
      expect(clock.timers).toBe(0);
    }
  });

  it('asks again, after the others, what was lost, malformed or SERVFAIL', async () => {
    const { clock, server, resolver } = lab({
      answer: (query, nth) => {
        const name = nameIn(query);
        if (name.startsWith('n1.')) return reply(query, SERVFAIL);
        if (nth > 1) return reply(query);
        if (name.startsWith('n2.')) return 'silence';
        if (name.startsWith('n3.')) return reply(query).subarray(0, -1);
        if (name.startsWith('n4.')) {
          const details = { phase: 'receive', protocol: 'tls', endpoint: ENDPOINT } as const;
          return new TransportError('the connection broke', details);
        }
        if (name.startsWith('n5.')) return reply(query, { rcode: 'REFUSED', answers: [] });
        return reply(query);
      },
    });
    const run = resolver.resolveMany(names(40));
    const { results } = await clock.settle(collect(run));
    const rounds = results.toSorted((one, other) => one.index - other.index).map((each) => each.rounds);
    expect(rounds.slice(0, 7)).toEqual([1, 3, 2, 2, 2, 1, 1]);
    const failed = results.filter(({ error }) => error !== undefined);
    expect(failed.map(({ name, error }) => [name, (error as ResponseError).rcode])).toEqual([
      ['n5.example', 'REFUSED'],
      ['n1.example', 'SERVFAIL'],
    ]);
    expect(server.asked).toHaveLength(40 + 5);
    expect(run.progress).toMatchObject({
      done: 40,
      answered: 38,
      failed: 2,
      retried: 5,
      inFlight: 0,
      waiting: 0,
    });
    // A second passes before the next round (RFC 9520 3.2).
    expect(server.asked.slice(40).map(nameIn).includes('n0.example.')).toBe(false);
  });

  it('gives a name up after so many rounds', async () => {
    const { clock, server, resolver } = lab({ answer: () => 'silence' });
    const run = resolver.resolveMany(['a.example'], { rounds: 2, timeoutMs: 100 });
    const { results } = await clock.settle(collect(run));
    expect(results).toMatchObject([{ rounds: 2, error: expect.any(TimeoutError) as unknown }]);
    expect(server.asked).toHaveLength(2);
    expect(clock.now()).toBe(100 + 1_000 + 100);
  });

  it('ends with what the source throws, after the results under way', async () => {
    const failure = new Error('the file is gone');
    function* source(): Generator<string> {
      yield* names(5);
      throw failure;
    }
    async function* asyncSource(): AsyncGenerator<string> {
      yield* source();
    }
    for (const each of [source(), asyncSource()]) {
      const { clock, resolver } = lab();
      const { results, thrown } = await clock.settle(collect(resolver.resolveMany(each)));
      expect(results).toHaveLength(5);
      expect(thrown).toBe(failure);
    }
  });

  it('stops on abort with the reason, and says what was not done', async () => {
    const { clock, server, resolver } = lab({
      answer: (query) => (/^n[01]\./.test(nameIn(query)) ? reply(query) : 'silence'),
    });
    const controller = new AbortController();
    let closed = 0;
    function* source(): Generator<string> {
      try {
        yield* names(1_000);
      } finally {
        closed++;
      }
    }
    const run = resolver.resolveMany(source(), { signal: controller.signal, maxInFlight: 4 });
    const collected = collect(run);
    await clock.advance(1_000);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort('enough');
    const { results, thrown } = await clock.settle(collected);
    expect(thrown).toBe('enough');
    expect(results.map(({ name }) => name)).toEqual(names(2));
    expect(run.remaining()).toEqual(
      names(6)
        .slice(2)
        .map((name) => ({ name, type: 'A' })),
    );
    expect([closed, clock.timers, getEventListeners(controller.signal, 'abort').length]).toEqual([1, 0, 0]);
    expect(server.asked).toHaveLength(6);
    await expect(run.next()).resolves.toEqual({ done: true, value: undefined });
  });

  it('counts among what was not done results that nobody took and names that came too late', async () => {
    const { clock, resolver } = lab();
    const controller = new AbortController();
    const { promise: third, resolve: release } = Promise.withResolvers<void>();
    async function* source(): AsyncGenerator<string> {
      yield* names(2);
      await third;
      yield 'n2.example';
    }
    const run = resolver.resolveMany(source(), { signal: controller.signal });
    await clock.settle(run.next());
    await clock.advance(100);
    const next = run.next();
    await expect(next).resolves.toMatchObject({ value: { name: 'n1.example' } });
    const waiting = run.next();
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    release();
    await clock.advance(1);
    expect(run.remaining()).toEqual([{ name: 'n2.example', type: 'A' }]);
  });

  it('asks nothing where the signal was aborted before', async () => {
    const { clock, server, resolver } = lab();
    const run = resolver.resolveMany(names(3), { signal: AbortSignal.abort('no') });
    await expect(clock.settle(run.next())).rejects.toBe('no');
    expect(server.asked).toHaveLength(0);
  });

  it('cancels what is under way and closes the source where the loop is left', async () => {
    const { clock, resolver } = lab({
      answer: (query, nth) => (nth === 1 && nameIn(query) === 'n0.example.' ? reply(query) : 'silence'),
    });
    let closed = 0;
    async function* source(): AsyncGenerator<string> {
      try {
        yield* names(1_000);
      } finally {
        closed++;
      }
    }
    const run = resolver.resolveMany(source());
    const left = (async () => {
      for await (const { name } of run) return name;
      return undefined;
    })();
    expect(await clock.settle(left)).toBe('n0.example');
    expect([closed, clock.timers]).toEqual([1, 0]);
    expect(run.remaining().length).toBeGreaterThan(0);
    await expect(run.next()).resolves.toMatchObject({ done: true });
  });

  it('does not wait for a source that is stuck when the loop is left', async () => {
    const { clock, resolver } = lab();
    async function* source(): AsyncGenerator<string> {
      yield 'a.example';
      await new Promise(() => {});
    }
    const run = resolver.resolveMany(source());
    await clock.settle(run.next());
    await expect(clock.settle(run.return())).resolves.toMatchObject({ done: true });
  });

  it('ends with ClosedError where the resolver is closed', async () => {
    const { clock, resolver } = lab();
    await resolver.close();
    const { results, thrown } = await clock.settle(collect(resolver.resolveMany(names(10))));
    expect(results).toEqual([]);
    expect(thrown).toBeInstanceOf(ClosedError);
  });

  it('reports progress four times a second at most and at the end, and knows when it will be done', async () => {
    const { clock, resolver } = lab({ delayMs: 100 });
    const reports: BulkProgress[] = [];
    const run = resolver.resolveMany(names(500), {
      maxInFlight: 20,
      onProgress: (each) => reports.push(each),
    });
    await clock.settle(collect(run));
    const times = reports.map(({ elapsedMs }) => elapsedMs);
    for (const [at, time] of times.slice(1, -1).entries())
      expect(time - (times[at] as number)).toBeGreaterThanOrEqual(250);
    expect(reports.length).toBeGreaterThan(5);
    expect(reports.at(-1)).toMatchObject({
      done: 500,
      answered: 500,
      failed: 0,
      total: 500,
      etaMs: 0,
      inFlight: 0,
    });
    const middle = reports[Math.floor(reports.length / 2)] as BulkProgress;
    // 20 in flight, a tenth of a second each.
    expect(middle.perSecond).toBeGreaterThan(150);
    expect(middle.perSecond).toBeLessThan(250);
    expect(middle.etaMs).toBeCloseTo(((500 - middle.done) * 1000) / middle.perSecond, 5);
    expect(clock.timers).toBe(0);
  });

  it('ends with what onProgress throws', async () => {
    const { clock, resolver } = lab({ delayMs: 300 });
    const failure = new Error('the screen is gone');
    const onProgress = (): never => {
      throw failure;
    };
    const { thrown } = await clock.settle(collect(resolver.resolveMany(names(10), { onProgress })));
    expect(thrown).toBe(failure);
    expect(clock.timers).toBe(0);
  });

  it('keeps to a rate', async () => {
    const { clock, server, resolver } = lab({ delayMs: 5 });
    const run = collect(resolver.resolveMany(names(2_000), { maxPerSecond: 400 }));
    await clock.advance(1_000);
    expect(server.asked.length).toBeGreaterThan(390);
    expect(server.asked.length).toBeLessThanOrEqual(402);
    await clock.settle(run);
    expect(clock.now()).toBeGreaterThan(4_980);
    expect(clock.timers).toBe(0);
  });

  it('leaves a server alone for as long as it asks (RFC 9110 10.2.3)', async () => {
    const { clock, server, resolver } = lab({
      answer: (query, nth) => {
        const details = { phase: 'receive', protocol: 'https', endpoint: ENDPOINT } as const;
        return nameIn(query) === 'n3.example.' && nth === 1
          ? new TransportError('HTTP status 429', { ...details, httpStatus: 429, retryAfterSeconds: 7 })
          : reply(query);
      },
    });
    const run = collect(resolver.resolveMany(names(200)));
    await clock.advance(6_900);
    const before = server.asked.length;
    expect(before).toBeLessThan(50);
    const { results } = await clock.settle(run);
    expect(results.filter(({ answer }) => answer !== undefined)).toHaveLength(200);
    expect(clock.now()).toBeGreaterThan(7_000);
  });

  it('is not slowed down by an upstream that fails where another one answers', async () => {
    const clock = new VirtualClock();
    const at = (endpoint: string, answer: (query: Uint8Array) => SimulatedAnswer): SimulatedTransport =>
      new SimulatedTransport({ clock, delayMs: 20, traits: { endpoint }, answer });
    const refused = new TransportError('refused', { phase: 'connect', protocol: 'tls', endpoint: ENDPOINT });
    const upstream = [at(ENDPOINT, () => refused), at('tls://192.0.2.2', (query) => reply(query))];
    const run = createResolver({ upstream, clock }).resolveMany(names(2_000));
    const { results } = await clock.settle(collect(run));
    expect(results.every(({ answer }) => answer !== undefined)).toBe(true);
    expect(run.progress.limit).toBeGreaterThan(100);
    const dead = createResolver({ upstream: at(ENDPOINT, () => refused), clock });
    const failing = dead.resolveMany(names(100), { rounds: 1 });
    await clock.settle(collect(failing));
    expect(failing.progress.limit).toBeLessThan(10);
  });

  it('remembers what its upstream can take', async () => {
    const { clock, resolver } = lab();
    await clock.settle(collect(resolver.resolveMany(names(2_000))));
    const run = resolver.resolveMany(names(10));
    expect(run.progress.limit).toBeGreaterThan(100);
    const fresh = lab().resolver.resolveMany(names(10));
    expect(fresh.progress.limit).toBe(16);
  });

  it('loses nothing and answers nothing wrongly where 5% of the replies are lost and 1% malformed', async () => {
    let state = 7;
    const random = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
    const { clock, resolver } = lab({
      answer: (query) => {
        const drawn = random();
        if (drawn < 0.05) return 'silence';
        return drawn < 0.06 ? reply(query).subarray(0, 20) : reply(query);
      },
    });
    const run = resolver.resolveMany(names(5_000), { rounds: 8, timeoutMs: 2_000 });
    const seen = new Set<number>();
    const all = (async () => {
      for await (const { index, name, answer } of run) {
        expect(String(answer?.name)).toBe(`${String(name)}.`);
        seen.add(index);
      }
    })();
    await clock.settle(all, 1e9);
    expect(seen.size).toBe(5_000);
    expect(run.progress.retried).toBeGreaterThan(100);
    expect(clock.timers).toBe(0);
  });

  it('holds a bounded number of names and results, however many there are, and lets others have their turn', async () => {
    const local: Layer = () => async (request) => ({
      message: decodeMessage(reply(encodeQuery(request.name, 'A'))),
      source: { kind: 'local', rule: 'hosts', elapsedMs: 0 },
      ageSeconds: 0,
    });
    const resolver = createResolver({ upstream: lab().server, layers: [local] });
    const controller = new AbortController();
    let alive = 0;
    let most = 0;
    const registry = new FinalizationRegistry(() => alive--);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    let count = 0;
    for await (const result of resolver.resolveMany(names(30_000), { signal: controller.signal })) {
      registry.register(result, undefined);
      alive++;
      if (++count % 5_000 === 0 && count < 30_000) {
        collectGarbage();
        await new Promise((done) => void setTimeout(done, 5));
        most = Math.max(most, alive);
        expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
      }
    }
    clearInterval(timer);
    expect(count).toBe(30_000);
    expect(most).toBeLessThan(3_000);
    expect(turns).toBeGreaterThan(10);
  });

  it('refuses a source that is none and options that cannot be used', () => {
    const { resolver } = lab();
    for (const source of ['example.com', 5, null, undefined, {}])
      expect(() => resolver.resolveMany(source as string[])).toThrow(TypeError);
    const bad: BulkOptions[] = [
      { maxInFlight: 0 },
      { maxInFlight: 1.5 },
      { maxPerSecond: 0 },
      { maxPerSecond: Number.NaN },
      { rounds: 0 },
      { total: -1 },
    ];
    for (const options of bad) expect(() => resolver.resolveMany([], options)).toThrow(RangeError);
  });
});
