import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/index.ts';
import type { Address } from './contract.ts';
import { AddressMemory, MEMORY_MS } from './address-memory.ts';
import { dialAddresses } from './dial-addresses.ts';

const ADDRESSES: readonly Address[] = [
  { address: '2001:db8::1', family: 6 },
  { address: '192.0.2.1', family: 4 },
  { address: '192.0.2.2', family: 4 },
];

type Fate = { afterMs: number; fails?: string };

/** Dials addresses of which each has a fate, and notes when it was tried. */
function lab(
  fates: Readonly<Record<string, Fate>>,
  addresses: readonly Address[] = ADDRESSES,
): {
  clock: VirtualClock;
  memory: AddressMemory;
  tried: string[];
  aborted: string[];
  dial: (signal?: AbortSignal) => Promise<string>;
} {
  const clock = new VirtualClock();
  const memory = new AddressMemory(clock);
  const tried: string[] = [];
  const aborted: string[] = [];
  const attempt = ({ address }: Address, signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      tried.push(`${address} at ${clock.now()}`);
      signal.addEventListener('abort', () => {
        aborted.push(address);
        reject(signal.reason as Error);
      });
      const fate = fates[address];
      if (fate === undefined) return;
      clock.startTimer(fate.afterMs, () =>
        fate.fails === undefined ? resolve(address) : reject(new Error(fate.fails)),
      );
    });
  const dial = async (signal: AbortSignal = new AbortController().signal): Promise<string> => {
    const dialer = { dial: attempt, discard: () => {} };
    return (await dialAddresses(addresses, dialer, signal, clock, memory)).connection;
  };
  return { clock, memory, tried, aborted, dial };
}

describe('dialAddresses (RFC 8305 5)', () => {
  it('tries the next address 250 ms later, takes whichever answers first and aborts the others', async () => {
    const { clock, tried, aborted, dial } = lab({ '192.0.2.1': { afterMs: 100 } });
    const won = dial();
    await clock.advance(1_000);
    expect(await won).toBe('192.0.2.1');
    expect(tried).toEqual(['2001:db8::1 at 0', '192.0.2.1 at 250']);
    expect(aborted).toContain('2001:db8::1');
    expect(clock.timers).toBe(0);
  });

  it('does not wait where an attempt failed', async () => {
    const { clock, tried, dial } = lab({
      '2001:db8::1': { afterMs: 5, fails: 'unreachable' },
      '192.0.2.1': { afterMs: 5, fails: 'refused' },
      '192.0.2.2': { afterMs: 5 },
    });
    const won = dial();
    await clock.advance(20);
    expect(await won).toBe('192.0.2.2');
    expect(tried).toEqual(['2001:db8::1 at 0', '192.0.2.1 at 5', '192.0.2.2 at 10']);
  });

  it("rejects with the first address's error where all fail", async () => {
    const fails = { afterMs: 1, fails: 'refused' };
    const { clock, dial } = lab({
      '2001:db8::1': { afterMs: 1, fails: 'unreachable' },
      '192.0.2.1': fails,
      '192.0.2.2': fails,
    });
    const lost = expect(dial()).rejects.toThrow('unreachable');
    await clock.advance(10);
    await lost;
    expect(clock.timers).toBe(0);
  });

  it('discards a connection that opened in the same turn as the winner', async () => {
    const clock = new VirtualClock();
    const opening = new Map<string, (address: string) => void>();
    const discarded: string[] = [];
    const attempt = ({ address }: Address): Promise<string> =>
      new Promise((resolve) => opening.set(address, resolve));
    const { signal } = new AbortController();
    const won = dialAddresses(
      ADDRESSES,
      { dial: attempt, discard: (late) => void discarded.push(late) },
      signal,
      clock,
      new AddressMemory(clock),
    );
    await clock.advance(250);
    for (const [address, open] of opening) open(address);
    expect([(await won).connection, discarded]).toEqual(['2001:db8::1', ['192.0.2.1']]);
  });

  it("rejects with the signal's reason on abort, and tries nothing more", async () => {
    const { clock, tried, dial } = lab({});
    const abort = new AbortController();
    const reason = new Error('enough');
    const lost = expect(dial(abort.signal)).rejects.toBe(reason);
    abort.abort(reason);
    await clock.advance(1_000);
    await lost;
    expect(tried).toHaveLength(1);
    expect(clock.timers).toBe(0);
  });
});

describe('dialAddresses remembers', () => {
  const BROKEN_IPV6 = { '192.0.2.1': { afterMs: 20 }, '192.0.2.2': { afterMs: 20 } };

  it('a blackholed IPv6: the next connection opens by IPv4 at once (RFC 8305 4)', async () => {
    const { clock, tried, dial } = lab(BROKEN_IPV6);
    expect(await clock.settle(dial())).toBe('192.0.2.1');
    tried.length = 0;
    expect(await clock.settle(dial())).toBe('192.0.2.1');
    expect(tried).toEqual(['192.0.2.1 at 270']);
  });

  it('nothing in the control: without what was learned each connection waits for IPv6', async () => {
    for (const _ of [1, 2]) {
      const { clock, tried, dial } = lab(BROKEN_IPV6);
      await clock.settle(dial());
      expect(tried).toEqual(['2001:db8::1 at 0', '192.0.2.1 at 250']);
    }
  });

  it('that an IPv6 which recovers is IPv6: it is tried first again after ten minutes', async () => {
    const fates: Record<string, Fate> = { ...BROKEN_IPV6 };
    const { clock, tried, dial } = lab(fates);
    await clock.settle(dial());
    fates['2001:db8::1'] = { afterMs: 20 };
    await clock.advance(MEMORY_MS);
    tried.length = 0;
    expect(await clock.settle(dial())).toBe('2001:db8::1');
    expect(tried).toHaveLength(1);
  });

  it('the address that refused, and the one that opened', async () => {
    const fates = { '2001:db8::1': { afterMs: 1, fails: 'refused' }, '192.0.2.1': { afterMs: 1 } };
    const { clock, memory, dial } = lab(fates);
    await clock.settle(dial());
    expect(ADDRESSES.map((each) => memory.failedAtMs(each))).toEqual([1, -Infinity, -Infinity]);
    expect(ADDRESSES.map((each) => memory.isGood(each))).toEqual([false, true, false]);
  });

  it('nothing against an address that had no time to answer', async () => {
    const { clock, memory, dial } = lab({ '2001:db8::1': { afterMs: 260 } });
    expect(await clock.settle(dial())).toBe('2001:db8::1');
    expect(ADDRESSES.map((each) => memory.failedAtMs(each))).toEqual([-Infinity, -Infinity, -Infinity]);
  });

  it('who was silent until the attempt was given up', async () => {
    const { clock, memory, dial } = lab({});
    const abort = new AbortController();
    const lost = expect(dial(abort.signal)).rejects.toBe('enough');
    await clock.advance(300);
    abort.abort('enough');
    await lost;
    expect(ADDRESSES.map((each) => memory.failedAtMs(each))).toEqual([300, -Infinity, -Infinity]);
  });

  it('no success where dialling sends nothing', async () => {
    const clock = new VirtualClock();
    const memory = new AddressMemory(clock);
    const dialer = { connectionless: true, dial: () => Promise.resolve(1), discard: () => {} };
    const { address } = await dialAddresses(ADDRESSES, dialer, new AbortController().signal, clock, memory);
    expect([address.family, memory.isGood(address)]).toEqual([6, false]);
  });
});
