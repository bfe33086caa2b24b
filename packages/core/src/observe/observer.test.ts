import { afterEach, describe, expect, it, vi } from 'vitest';
import { TransportError } from '../errors/index.ts';
import type { Layer } from '../layers/index.ts';
import { queryMessage } from '../message/index.ts';
import { createResolver, type Resolver, type ResolverOptions } from '../resolver/index.ts';
import { type SimulatedAnswer, SimulatedTransport, VirtualClock, zoneAnswers } from '../testing/index.ts';
import type { EventKind, Observer, ResolverEvent } from './index.ts';

const zone = zoneAnswers('host.example. 60 A 192.0.2.1');
const refused = new TransportError('refused', {
  phase: 'connect',
  protocol: 'tls',
  endpoint: 'tls://192.0.2.1',
});

function lab(
  answer: (query: Uint8Array) => SimulatedAnswer,
  options: Partial<ResolverOptions> = {},
): { clock: VirtualClock; resolver: Resolver; events: ResolverEvent[] } {
  const clock = new VirtualClock(1_000);
  const events: ResolverEvent[] = [];
  const upstream = new SimulatedTransport({ clock, answer, delayMs: 5 });
  const observe: Observer = (event) => void events.push(event);
  return { clock, events, resolver: createResolver({ upstream, clock, observe, tries: 1, ...options }) };
}

afterEach(() => vi.restoreAllMocks());

describe('an observer', () => {
  it('is told of a query and its attempts in order', async () => {
    const { clock, resolver, events } = lab(zone);
    await clock.settle(resolver.resolve('Host.example'));
    const queryId = (events[0] as { queryId: number }).queryId;
    const upstream = { queryId, protocol: 'tls', endpoint: 'tls://192.0.2.1' };
    const query = { kind: 'query', queryId, name: 'Host.example', type: 'A' };
    expect(events).toEqual([
      { ...query, stage: 'started' },
      { kind: 'attempt', stage: 'started', ...upstream },
      {
        kind: 'attempt',
        stage: 'ended',
        ...upstream,
        phase: 'receive',
        startedAtMs: 0,
        elapsedMs: 5,
        reused: false,
      },
      { ...query, stage: 'ended', elapsedMs: 5, source: 'network', stale: false },
    ]);
  });

  it('is told what went wrong, and that a caller gave up', async () => {
    const failed = lab(() => refused);
    const query = failed.clock.settle(failed.resolver.resolve('host.example'));
    await expect(query).rejects.toMatchObject({ attempts: [{ cause: refused }] });
    expect(failed.events.slice(-2)).toMatchObject([
      { kind: 'attempt', code: 'ETRANSPORT', phase: 'connect', cause: refused },
      { kind: 'query', stage: 'ended', code: 'ETRANSPORT', error: { attempts: [{ cause: refused }] } },
    ]);
    const given = lab(() => 'silence');
    const controller = new AbortController();
    const aborted = given.resolver.resolve('host.example', 'A', { signal: controller.signal });
    controller.abort(new Error('a reason of the caller'));
    await expect(given.clock.settle(aborted)).rejects.toThrow('a reason of the caller');
    expect(given.events.slice(-2)).toMatchObject([
      { kind: 'attempt', stage: 'ended', code: 'ABORT_ERR' },
      { kind: 'query', stage: 'ended', code: 'ABORT_ERR' },
    ]);
    expect(given.events.at(-1)).not.toHaveProperty('error');
  });

  it('is told what a cache does for a query', async () => {
    const cacheLike: Layer = (next) => (request, context) => {
      context.evidence?.cache('miss', request.name, request.type);
      return next(request, context);
    };
    const { clock, resolver, events } = lab(zone, { layers: [cacheLike] });
    await clock.settle(resolver.resolve('host.example'));
    expect(events[1]).toMatchObject({ kind: 'cache', action: 'miss', name: 'host.example.', type: 'A' });
    expect(events[1]).toHaveProperty('queryId', (events[0] as { queryId: number }).queryId);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('a fault of the observer');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('a fault of the observer'))],
  ])('that %s breaks no query, and is counted', async (_what, observe: () => unknown) => {
    const { clock, resolver } = lab(zone, { observe });
    await expect(clock.settle(resolver.resolve('host.example'))).resolves.toMatchObject({ type: 'A' });
    expect(resolver.stats().observerErrors).toBeGreaterThanOrEqual(3);
  });

  it('whose wants() throws is not told, and counted', async () => {
    const told: ResolverEvent[] = [];
    const observe = Object.assign((event: ResolverEvent) => void told.push(event), {
      wants: () => {
        throw new Error('a fault of the observer');
      },
    });
    const { clock, resolver } = lab(zone, { observe });
    await clock.settle(resolver.resolve('host.example'));
    expect(told).toEqual([]);
    expect(resolver.stats().observerErrors).toBe(4);
  });

  it('may ask, abort and close from within', async () => {
    const controller = new AbortController();
    const clock = new VirtualClock();
    const upstream = new SimulatedTransport({ clock, answer: () => 'silence' });
    const asked: Promise<unknown>[] = [];
    const resolver: Resolver = createResolver({
      upstream,
      clock,
      observe: (event) => {
        if (event.kind !== 'attempt' || event.stage !== 'started') return;
        controller.abort('enough');
        asked.push(resolver.close());
      },
    });
    const query = resolver.resolve('host.example', 'A', { signal: controller.signal });
    await expect(clock.settle(query)).rejects.toBe('enough');
    await Promise.all(asked);
    expect(asked).toHaveLength(1);
    expect(clock.timers).toBe(0);
  });

  it('that is no function is refused', () => {
    expect(() => lab(zone, { observe: {} as Observer })).toThrow(TypeError);
    expect(() => lab(zone, { redactNames: 'yes' as never })).toThrow(TypeError);
  });
});

describe('events cost nothing where nobody wants them', () => {
  // Every event that is made goes into a microtask of its own, and nothing else here does.
  const ask = async (options: Partial<ResolverOptions>): Promise<number> => {
    const { clock, resolver } = lab(zone, options);
    const made = vi.spyOn(globalThis, 'queueMicrotask');
    await clock.settle(resolver.resolve('host.example'));
    const { length } = made.mock.calls;
    made.mockRestore();
    return length;
  };
  it('none is made without an observer, none for one that wants none', async () => {
    const clock = new VirtualClock(1_000);
    const upstream = new SimulatedTransport({ clock, answer: zone });
    const resolver = createResolver({ upstream, clock });
    const made = vi.spyOn(globalThis, 'queueMicrotask');
    await clock.settle(resolver.resolve('host.example'));
    expect(made).not.toHaveBeenCalled();
    expect(await ask({ observe: Object.assign(() => undefined, { wants: () => false }) })).toBe(0);
    expect(await ask({})).toBe(4);
  });

  it('of the kinds that are wanted no other is made, and what is wanted may change', async () => {
    let wanted: EventKind = 'query';
    const told: EventKind[] = [];
    const observe = Object.assign((event: ResolverEvent) => void told.push(event.kind), {
      wants: (kind: EventKind) => kind === wanted,
    });
    const { clock, resolver } = lab(zone, { observe });
    await clock.settle(resolver.resolve('host.example'));
    wanted = 'attempt';
    await clock.settle(resolver.resolve('host.example'));
    expect(told).toEqual(['query', 'query', 'attempt', 'attempt']);
  });
});

describe('stats()', () => {
  it('counts answers, failures and upstreams, as plain data', async () => {
    let answer: SimulatedAnswer = 'silence';
    const { clock, resolver } = lab((query) => (answer === 'silence' ? zone(query) : answer));
    await clock.settle(resolver.resolve('host.example'));
    await clock.settle(resolver.resolve('host.example'));
    answer = refused;
    await expect(clock.settle(resolver.resolve('host.example'))).rejects.toThrow(refused.message);
    await expect(resolver.resolve('a..b')).rejects.toMatchObject({ code: 'EBADSTR' });
    await expect(resolver.resolve('a', 'A', { timeoutMs: -1 })).rejects.toThrow(RangeError);
    const waiting = resolver.resolve('host.example', 'A', { signal: AbortSignal.abort('enough') });
    expect(resolver.stats()).toMatchObject({ queries: 6, inFlight: 1 });
    await expect(waiting).rejects.toBe('enough');
    const stats = resolver.stats();
    expect(stats).toEqual({
      queries: 6,
      inFlight: 0,
      answers: { network: 2, cache: 0, stale: 0, local: 0 },
      failures: { ETRANSPORT: 1, EBADSTR: 1, RangeError: 1, ABORT_ERR: 1 },
      latency: { p50Ms: 5.25, p95Ms: 5.25, p99Ms: 5.25 },
      upstreams: { 'tls://192.0.2.1': { protocol: 'tls', attempts: 3, failures: 1, srttMs: 5 } },
      observerErrors: 0,
    });
    expect(structuredClone(JSON.parse(JSON.stringify(stats)))).toEqual(stats);
  });

  it('counts what the cache answered apart from the network, and its staleness', async () => {
    let stale = false;
    const cacheLike: Layer = (next) => async (request, context) => {
      const { message, ageSeconds } = await next(request, context);
      const source = {
        kind: 'cache',
        protocol: 'tls',
        endpoint: 'x',
        trust: 'plain',
        stale,
        elapsedMs: 0,
      } as const;
      return { message, ageSeconds, source };
    };
    const { clock, resolver } = lab(zone, { layers: [cacheLike] });
    await clock.settle(resolver.resolve('host.example'));
    stale = true;
    await clock.settle(resolver.resolve('host.example'));
    expect(resolver.stats().answers).toEqual({ network: 0, cache: 1, stale: 1, local: 0 });
    expect(resolver.stats()).not.toHaveProperty('latency');
  });
});

describe('the events of what asks several questions', () => {
  it('have a query for each of them, and one for what is refused before any', async () => {
    const { clock, resolver, events } = lab(zone, { search: ['example'] });
    await clock.settle(resolver.lookup('Host'));
    await expect(resolver.lookup('a..b')).rejects.toMatchObject({ code: 'EBADSTR' });
    await expect(resolver.reverse('host')).rejects.toThrow(RangeError);
    const queries = events.flatMap((each) => (each.kind === 'query' && each.stage === 'ended' ? [each] : []));
    expect(queries.map(({ name, type, code, source }) => [name, type, code ?? source])).toEqual([
      ['Host.example.', 'AAAA', 'ENODATA'],
      ['Host.example.', 'A', 'network'],
      ['a..b', 'A', 'EBADSTR'],
      ['host', 'PTR', 'RangeError'],
    ]);
    expect(resolver.stats()).toMatchObject({ queries: 4, inFlight: 0 });
  });

  it('tell of answers from here, and of messages that were sent as they are', async () => {
    const { clock, resolver } = lab(zone);
    await clock.settle(resolver.resolve('localhost'));
    await clock.settle(resolver.query(queryMessage('host.example', 'A')));
    expect(resolver.stats().answers).toMatchObject({ local: 1, network: 1 });
  });
});
