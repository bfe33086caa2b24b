import { describe, expect, it } from 'vitest';
import { NameNotFoundError, NoDataError, TimeoutError } from '../errors/index.ts';
import { VirtualClock } from '../testing/index.ts';
import type { Address } from '../transport/index.ts';
import { AddressRecords } from './address-records.ts';

const DAY_MS = 86_400_000;
const DETAILS = { hostname: 'dns.example', type: 'A', rcode: 'NXDOMAIN', extendedErrors: [] };
const TIMEOUT = new TimeoutError({ phase: 'receive', protocol: 'tls', endpoint: 'tls://192.0.2.53' });

type Reply = { ttlSeconds: number; afterMs?: number } | { fails: unknown; afterMs?: number };

/** Records whose upstream replies as `upstream.reply` says; the n-th reply's address is 192.0.2.n. */
function lab(reply: Reply, staleMs = DAY_MS) {
  const clock = new VirtualClock();
  const upstream = { reply, asked: 0 };
  const ask = (): Promise<{ addresses: Address[]; ttlSeconds: number }> => {
    const address = `192.0.2.${++upstream.asked}`;
    const { reply } = upstream;
    return new Promise((resolve, reject) => {
      clock.startTimer(reply.afterMs ?? 10, () =>
        'fails' in reply
          ? reject(reply.fails)
          : resolve({ addresses: [{ address, family: 4 }], ttlSeconds: reply.ttlSeconds }),
      );
    });
  };
  const records = new AddressRecords({ ask, staleMs, clock });
  const find = async (signal = new AbortController().signal): Promise<string | undefined> =>
    (await clock.settle(records.find(signal)))[0]?.address;
  return { clock, upstream, records, find };
}

describe('AddressRecords', () => {
  it('asks once in a TTL (RFC 1035 3.2.1)', async () => {
    const { clock, upstream, find } = lab({ ttlSeconds: 300 });
    expect(await find()).toBe('192.0.2.1');
    await clock.advance(200_000);
    expect(await find()).toBe('192.0.2.1');
    await clock.advance(101_000);
    expect(await find()).toBe('192.0.2.2');
    expect(upstream.asked).toBe(2);
  });

  it.each([
    ['a TTL of 0, a minute', 0, 60_000],
    ['a TTL of years, a day', 2_147_483_647, DAY_MS],
  ])('keeps for %s', async (_what, ttlSeconds, keptMs) => {
    const { clock, upstream, find } = lab({ ttlSeconds });
    await find();
    await clock.advance(0.89 * keptMs);
    await find();
    expect(upstream.asked).toBe(1);
    await clock.advance(0.2 * keptMs);
    expect(await find()).toBe('192.0.2.2');
  });

  it('renews in the background where it is used shortly before its TTL ends, and only then', async () => {
    const { clock, upstream, find } = lab({ ttlSeconds: 300 });
    await find();
    await clock.advance(280_000);
    expect([upstream.asked, clock.timers]).toEqual([1, 0]);
    expect(await find()).toBe('192.0.2.1');
    await clock.advance(10);
    expect([await find(), upstream.asked, clock.timers]).toEqual(['192.0.2.2', 2, 0]);
  });

  it('has one query under way, whoever waits for it', async () => {
    const { upstream, records, clock } = lab({ ttlSeconds: 300 });
    const { signal } = new AbortController();
    const both = Promise.all([records.find(signal), records.find(signal)]);
    await clock.settle(both);
    expect(upstream.asked).toBe(1);
  });

  it('gives what has expired where nothing newer can be had, for as long as it may (RFC 8767 5)', async () => {
    const { clock, upstream, find } = lab({ ttlSeconds: 300 });
    await find();
    upstream.reply = { fails: TIMEOUT, afterMs: 5_000 };
    await clock.advance(1_000_000);
    const startMs = clock.now();
    expect(await find()).toBe('192.0.2.1');
    expect(clock.now() - startMs).toBe(500);
    await clock.advance(DAY_MS - 1_000_000);
    expect(await find()).toBe('192.0.2.1');
    await clock.advance(1_000_000);
    await expect(find()).rejects.toBe(TIMEOUT);
    expect(clock.timers).toBe(0);
  });

  it('in the control, without that time, fails', async () => {
    const { clock, upstream, find } = lab({ ttlSeconds: 300 }, 0);
    await find();
    upstream.reply = { fails: TIMEOUT };
    await clock.advance(1_000_000);
    await expect(find()).rejects.toBe(TIMEOUT);
  });

  it('does not wait for a dead upstream again as long as its failure is young', async () => {
    const { clock, upstream, find } = lab({ ttlSeconds: 300 });
    await find();
    upstream.reply = { fails: TIMEOUT };
    await clock.advance(1_000_000);
    await find();
    const startMs = clock.now();
    expect([await find(), clock.now() - startMs, upstream.asked]).toEqual(['192.0.2.1', 0, 2]);
  });

  it('prefers what is new where it comes in time', async () => {
    const { clock, upstream, find } = lab({ ttlSeconds: 300 });
    await find();
    upstream.reply = { ttlSeconds: 300, afterMs: 400 };
    await clock.advance(1_000_000);
    expect(await find()).toBe('192.0.2.2');
    expect(clock.timers).toBe(0);
  });

  it('repeats a failure for 1 s, 2 s and so on up to 10 s (RFC 9520 3.2)', async () => {
    const { clock, upstream, find } = lab({ fails: TIMEOUT, afterMs: 0 });
    const askedAtMs: number[] = [];
    for (let count = 0; clock.now() < 60_000; await clock.advance(100)) {
      await expect(find()).rejects.toBe(TIMEOUT);
      if (upstream.asked > count) askedAtMs.push(clock.now());
      count = upstream.asked;
    }
    expect(askedAtMs).toEqual([0, 1_000, 3_000, 7_000, 15_000, 25_000, 35_000, 45_000, 55_000]);
    upstream.reply = { ttlSeconds: 300 };
    await clock.advance(10_000);
    expect(await find()).toBe(`192.0.2.${upstream.asked}`);
  });

  it.each([
    ['a minute that there is no address', new NoDataError(DETAILS), 60_000],
    ['a second that there is no such name', new NameNotFoundError(DETAILS), 1_000],
  ])('believes for %s', async (_what, fails, keptMs) => {
    const { clock, upstream, find } = lab({ fails, afterMs: 0 });
    await expect(find()).rejects.toBe(fails);
    await clock.advance(keptMs - 1);
    await expect(find()).rejects.toBe(fails);
    expect(upstream.asked).toBe(1);
    await clock.advance(1);
    await expect(find()).rejects.toBe(fails);
    expect(upstream.asked).toBe(2);
  });

  it('lets a waiter go on abort and keeps what its query finds', async () => {
    const { clock, upstream, records, find } = lab({ ttlSeconds: 300 });
    const abort = new AbortController();
    const lost = expect(records.find(abort.signal)).rejects.toBe('enough');
    abort.abort('enough');
    await lost;
    await clock.advance(10);
    expect([await find(), upstream.asked, clock.timers]).toEqual(['192.0.2.1', 1, 0]);
  });

  it('leaves no listener on a signal that serves many', async () => {
    const { clock, upstream, records } = lab({ ttlSeconds: 1 });
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    for (let round = 0; round < 20; round++) {
      await clock.settle(records.find(signal));
      await clock.advance(100_000);
    }
    expect([upstream.asked, listeners]).toEqual([20, 0]);
  });
});
