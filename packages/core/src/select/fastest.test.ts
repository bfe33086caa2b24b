import { describe, expect, it } from 'vitest';
import { asker, CONNECTION_REFUSED, upstreams } from '../testing/selection-samples.ts';
import { VirtualClock } from '../testing/index.ts';
import type { Transport } from '../transport/index.ts';
import { fallback } from './fallback.ts';
import { fastest } from './fastest.ts';

/** Asks so many times, and gives how long each query took. */
async function timesOf(transport: Transport, clock: VirtualClock, queries: number): Promise<number[]> {
  const ask = asker(transport, clock);
  const times: number[] = [];
  for (let query = 0; query < queries; query++) {
    const startMs = clock.now();
    await ask();
    times.push(clock.now() - startMs);
  }
  return times;
}

const median = (times: readonly number[]): number | undefined =>
  times.toSorted((left, right) => left - right)[times.length >> 1];

describe('fastest', () => {
  it('asks the upstream that answers soonest, where a fallback asks the first', async () => {
    const clock = new VirtualClock();
    const servers = upstreams(clock, { delayMs: 200 }, { delayMs: 20 }, { delayMs: 50 });
    expect(median(await timesOf(fastest(servers, { clock }), clock, 100))).toBe(20);
    expect(median(await timesOf(fallback(servers, { clock }), clock, 100))).toBe(200);
  });

  it('measures each of them first, twice where the first query opened the connection', async () => {
    const clock = new VirtualClock();
    const servers = upstreams(clock, { delayMs: 200 }, { delayMs: 20 }, { delayMs: 50 });
    await timesOf(fastest(servers, { clock }), clock, 7);
    expect(servers.map(({ asked }) => asked.length)).toEqual([2, 3, 2]);
  });

  it('asks any of those that are equal', async () => {
    const clock = new VirtualClock();
    const servers = upstreams(clock, {}, {});
    let number = 0;
    const all = fastest(servers, { clock, random: () => (number = (number + 0.5) % 1) });
    await timesOf(all, clock, 40);
    expect(servers.map(({ asked }) => asked.length)).toEqual([20, 20]);
  });

  it('follows them as they change', async () => {
    const clock = new VirtualClock();
    const delays = [20, 50];
    const servers = upstreams(clock, { delayMs: () => delays[0] ?? 0 }, { delayMs: () => delays[1] ?? 0 });
    const all = fastest(servers, { clock });
    expect(median(await timesOf(all, clock, 40))).toBe(20);
    delays[0] = 400;
    expect(median(await timesOf(all, clock, 40))).toBe(50);
    delays[0] = 20;
    // What was measured is forgotten by and by: it is tried again.
    const times: number[] = [];
    for (let minutes = 0; minutes < 10; minutes++) {
      await clock.advance(30_000);
      times.push(...(await timesOf(all, clock, 4)));
    }
    expect(median(times.slice(-20))).toBe(20);
  });

  it('lets one query find out about an upstream, and not a burst', async () => {
    const clock = new VirtualClock();
    const servers = upstreams(clock, { delayMs: 20 }, { answer: () => 'silence' });
    const all = fastest(servers, { clock });
    const ask = asker(all, clock);
    for (let queries = 0; queries < 2; queries++) await ask(undefined, { only: 'tls://192.0.2.1' });
    await Promise.all(Array.from({ length: 100 }, () => ask()));
    expect(servers.map(({ asked }) => asked.length)).toEqual([2 + 100, 1]);
  });

  it('asks one that failed no more, but repeats an answered query to it once a second at first', async () => {
    const clock = new VirtualClock();
    let isDown = true;
    const servers = upstreams(
      clock,
      { delayMs: 5, answer: (query) => (isDown ? CONNECTION_REFUSED : query) },
      { delayMs: 50 },
    );
    const all = fastest(servers, { clock });
    const asked = (): number | undefined => servers[0]?.asked.length;
    await timesOf(all, clock, 4);
    expect(asked()).toBe(1);
    expect(all.stats()[0]?.circuit.kind).toBe('open');
    // Nobody waits for it: each query takes what the other upstream takes.
    await clock.advance(1_000);
    expect(await timesOf(all, clock, 19)).toEqual(Array.from({ length: 19 }, () => 50));
    expect(asked()).toBe(2);
    isDown = false;
    await clock.advance(2_000);
    expect(await timesOf(all, clock, 1)).toEqual([50]);
    await clock.advance(10);
    expect(await timesOf(all, clock, 3)).toEqual([5, 5, 5]);
    expect(clock.timers).toBe(0);
  });

  it('asks those that failed where there is nobody else', async () => {
    const clock = new VirtualClock();
    let isDown = true;
    const answer = (query: Uint8Array): Uint8Array | Error => (isDown ? CONNECTION_REFUSED : query);
    const ask = asker(fastest(upstreams(clock, { answer }, { answer }), { clock }), clock);
    await expect(ask()).rejects.toMatchObject({ errors: [CONNECTION_REFUSED, CONNECTION_REFUSED] });
    isDown = false;
    await expect(ask()).resolves.toBeDefined();
  });
});
