import { describe, expect, it } from 'vitest';
import { asker, CONNECTION_REFUSED, upstreams } from '../testing/selection-samples.ts';
import { type SimulatedTransportOptions, VirtualClock } from '../testing/index.ts';
import { balance, type BalanceOptions } from './balance.ts';

/** The share of 2,000 queries that each upstream gets, so many of them at a time. */
async function sharesOf(
  options: readonly Partial<SimulatedTransportOptions>[],
  { atATime = 1, ...rest }: BalanceOptions & { readonly atATime?: number } = {},
): Promise<number[]> {
  const clock = new VirtualClock();
  const servers = upstreams(clock, ...options);
  const ask = asker(balance(servers, { clock, random: sequence(), ...rest }), clock);
  for (let queries = 0; queries < 2_000; queries += atATime)
    await Promise.all(Array.from({ length: atATime }, () => ask()));
  return servers.map(({ asked }) => Math.round(asked.length / 20));
}

/** Numbers that look random, and are the same each time (Park and Miller). */
function sequence(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
}

describe('balance', () => {
  it('gives equal upstreams equal shares', async () => {
    for (const share of await sharesOf([{}, {}, {}, {}])) expect(share).toBeCloseTo(25, -1);
  });

  it('gives equal upstreams shares by weight', async () => {
    const [heavy, light] = (await sharesOf([{}, {}], { weights: [3, 1] })) as [number, number];
    expect(Math.abs(heavy - 75)).toBeLessThan(4);
    expect(Math.abs(light - 25)).toBeLessThan(4);
  });

  it('gives the slow ones less, and something still', async () => {
    const [fast, slow] = (await sharesOf([{ delayMs: 20 }, { delayMs: 60 }])) as [number, number];
    expect(fast).toBeGreaterThan(65);
    expect(slow).toBeGreaterThan(15);
  });

  it('gives the busy ones less', async () => {
    const even = [{ delayMs: 20 }, { delayMs: 21 }];
    const [alone] = (await sharesOf(even)) as [number, number];
    const [atOnce] = (await sharesOf(even, { atATime: 100 })) as [number, number];
    expect(alone).toBeGreaterThan(65);
    expect(Math.abs(atOnce - 50)).toBeLessThan(4);
  });

  it('asks the one with the least to do where the chosen one fails', async () => {
    const clock = new VirtualClock();
    const failing = { answer: () => CONNECTION_REFUSED };
    const servers = upstreams(clock, failing, { delayMs: 60 }, { delayMs: 20 });
    const all = balance(servers, { clock, random: () => 0 });
    const ask = asker(all, clock);
    for (const only of ['tls://192.0.2.2', 'tls://192.0.2.3'])
      for (let queries = 0; queries < 2; queries++) await ask(undefined, { only });
    expect((await ask()).connection.endpoint).toBe('tls://192.0.2.3');
    expect(servers.map(({ asked }) => asked.length)).toEqual([1, 2, 3]);
  });

  it.each([
    [[1], 'weights has 1 numbers for 2 upstreams'],
    [[1, 0], 'weights[1] is 0, which is not a positive number'],
    [[Number.NaN, 1], 'weights[0] is NaN'],
  ])('refuses the weights %o', (weights, message) => {
    expect(() => balance(upstreams(new VirtualClock(), {}, {}), { weights })).toThrow(message);
  });
});
