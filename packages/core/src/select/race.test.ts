import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AllUpstreamsError, TimeoutError } from '../errors/index.ts';
import { asker, CONNECTION_REFUSED, replyOf, upstreams } from '../testing/selection-samples.ts';
import { type SimulatedTransport, type SimulatedTransportOptions, VirtualClock } from '../testing/index.ts';
import type { Combinator } from './combinator.ts';
import { fallback } from './fallback.ts';
import { race } from './race.ts';

/** A race of upstreams that start 100 ms apart. */
function lab(...options: readonly Partial<SimulatedTransportOptions>[]): {
  clock: VirtualClock;
  all: Combinator;
  servers: readonly SimulatedTransport[];
  ask: ReturnType<typeof asker>;
  counts: () => number[];
} {
  const clock = new VirtualClock();
  const servers = upstreams(clock, ...options);
  const all = race(servers, { clock, staggerMs: 100 });
  const counts = (): number[] => servers.map(({ asked }) => asked.length);
  return { clock, all, servers, ask: asker(all, clock), counts };
}

const slow = { delayMs: 2_000 };
const refusing = { answer: () => CONNECTION_REFUSED };
const silent = { answer: () => 'silence' as const };

describe('race', () => {
  it('asks the first upstream alone where it answers in time', async () => {
    const { clock, ask, counts } = lab({ delayMs: 99 }, {});
    await ask();
    expect(counts()).toEqual([1, 0]);
    expect(clock.timers).toBe(0);
  });

  it('asks the next one as well after the stagger, and takes what comes first', async () => {
    const { clock, ask, counts } = lab(slow, { delayMs: 20 }, {});
    expect((await ask()).connection.endpoint).toBe('tls://192.0.2.2');
    expect(clock.now()).toBe(120);
    expect(counts()).toEqual([1, 1, 0]);
  });

  it('is faster than a fallback over the same upstreams', async () => {
    const { clock, servers, ask } = lab(slow, { delayMs: 20 });
    await ask();
    expect(clock.now()).toBe(120);
    await asker(fallback(servers, { clock }), clock)();
    expect(clock.now()).toBe(120 + 2_000);
  });

  it('lets an upstream that was asked earlier win still', async () => {
    const { clock, ask, counts } = lab({ delayMs: 150 }, slow);
    expect((await ask()).connection.endpoint).toBe('tls://192.0.2.1');
    expect(clock.now()).toBe(150);
    expect(counts()).toEqual([1, 1]);
  });

  it('asks the next one at once where one failed or replied with no answer', async () => {
    const { clock, ask } = lab(refusing, { answer: () => replyOf('SERVFAIL') }, { delayMs: 20 });
    expect((await ask()).connection.endpoint).toBe('tls://192.0.2.3');
    expect(clock.now()).toBe(20);
  });

  it('counts its stagger from the upstream that was asked last', async () => {
    const failing = { answer: () => CONNECTION_REFUSED, delayMs: 50 };
    const { clock, ask, counts } = lab(failing, { delayMs: 99 }, {});
    await ask();
    expect(clock.now()).toBe(149);
    expect(counts()).toEqual([1, 1, 0]);
  });

  it('asks all at once without a stagger', async () => {
    const clock = new VirtualClock();
    const servers = upstreams(clock, slow, slow, { delayMs: 20 });
    await asker(race(servers, { clock, staggerMs: 0 }), clock)();
    expect(servers.map(({ asked }) => asked.length)).toEqual([1, 1, 1]);
    expect(clock.now()).toBe(20);
  });

  it('cancels the losers, and holds against them the time that they had taken, no failure', async () => {
    const { clock, all, servers, ask } = lab(slow, { delayMs: 20 });
    await ask();
    await clock.advance(0);
    expect(servers.map(({ underway }) => underway)).toEqual([0, 0]);
    expect(clock.timers).toBe(0);
    expect(all.stats()[0]).toMatchObject({
      srttMs: 120,
      inFlight: 0,
      cancellations: 1,
      failures: 0,
      circuit: { kind: 'closed', failures: 0 },
    });
  });

  it('gives each upstream a signal of its own: one that was aborted is not used again', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { ask } = lab({ ...slow, answer: (query, { signal }) => (signals.push(signal), query) }, {});
    await ask();
    await ask();
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
    expect(new Set(signals).size).toBe(2);
  });

  it('rejects with the reason on abort, and leaves no query, timer or listener', async () => {
    const { clock, servers, ask } = lab(silent, silent, silent);
    const abort = new AbortController();
    const query = expect(ask(undefined, { signal: abort.signal })).rejects.toBe('enough');
    await clock.advance(100);
    abort.abort('enough');
    await query;
    await clock.advance(0);
    expect(servers.map(({ asked, underway }) => [asked.length, underway])).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(clock.timers).toBe(0);
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  });

  it('keeps one listener on a signal that many queries share, and none once they are answered', async () => {
    const { clock, all } = lab({ delayMs: 50 });
    const { signal } = new AbortController();
    const queries = Array.from({ length: 100 }, () =>
      all.exchange(new Uint8Array(12), { deadline: 1_000, signal }),
    );
    await clock.advance(10);
    expect(getEventListeners(signal, 'abort').length).toBe(1);
    await clock.settle(Promise.all(queries));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('keeps the deadline, and gives the errors in the order asked', async () => {
    const late = { answer: () => CONNECTION_REFUSED, delayMs: 250 };
    const { clock, ask, counts } = lab(silent, late, refusing, silent, silent);
    const error = await ask(undefined, { deadline: 360 }).catch((error: unknown) => error);
    expect(clock.now()).toBe(360);
    expect(error).toBeInstanceOf(AllUpstreamsError);
    const kinds = (error as AllUpstreamsError).errors.map(({ name }) => name);
    expect(kinds).toEqual([
      'TimeoutError',
      'TransportError',
      'TransportError',
      'TimeoutError',
      'TimeoutError',
    ]);
    expect(counts()).toEqual([1, 1, 1, 1, 1]);
    expect(clock.timers).toBe(0);
  });

  it('asks nobody after the deadline', async () => {
    const { clock, ask, counts } = lab(silent, {});
    await expect(ask(undefined, { deadline: 90 })).rejects.toThrow(TimeoutError);
    expect(clock.now()).toBe(90);
    expect(counts()).toEqual([1, 0]);
  });

  it('confines itself to the upstreams that a query names', async () => {
    const { ask, counts } = lab(silent, {});
    await ask(undefined, { only: 'tls://192.0.2.2' });
    expect(counts()).toEqual([0, 1]);
    await expect(ask(undefined, { only: 'quic' })).rejects.toThrow(RangeError);
    expect(counts()).toEqual([0, 1]);
  });

  it.each([-1, Number.NaN, Infinity])('refuses a stagger of %s', (staggerMs) => {
    expect(() => race([], { staggerMs })).toThrow(`race: staggerMs is ${staggerMs}`);
  });
});
