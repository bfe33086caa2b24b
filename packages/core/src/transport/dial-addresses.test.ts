import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/index.ts';
import type { Address } from './contract.ts';
import { dialAddresses } from './dial-addresses.ts';

const ADDRESSES: readonly Address[] = [
  { address: '2001:db8::1', family: 6 },
  { address: '192.0.2.1', family: 4 },
  { address: '192.0.2.2', family: 4 },
];

type Fate = { afterMs: number; fails?: string };

/** Dials addresses of which each has a fate, and notes when it was tried. */
function lab(fates: Readonly<Record<string, Fate>>): {
  clock: VirtualClock;
  tried: string[];
  aborted: string[];
  dial: (signal?: AbortSignal) => Promise<string>;
} {
  const clock = new VirtualClock();
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
  const dial = (signal: AbortSignal = new AbortController().signal): Promise<string> =>
    dialAddresses(ADDRESSES, { dial: attempt, discard: () => {} }, signal, clock);
  return { clock, tried, aborted, dial };
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
    );
    await clock.advance(250);
    for (const [address, open] of opening) open(address);
    expect([await won, discarded]).toEqual(['2001:db8::1', ['192.0.2.1']]);
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
