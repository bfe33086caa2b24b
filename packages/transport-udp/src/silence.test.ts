import { describe, expect, it } from 'vitest';
import type { AddressTrial } from '@hushdns/core/transport';
import { Silence } from './silence.ts';

/** A trial that says what it was told; `hasOther` is whether another address is worth a try. */
function lab({ isProven = false, hasOther = true } = {}) {
  const told: string[] = [];
  const trial: AddressTrial = {
    isProven,
    worked: () => void told.push('worked'),
    failed: () => (told.push('failed'), hasOther),
  };
  return { told, silence: new Silence(trial) };
}

describe('Silence', () => {
  it.each([
    [false, 250],
    [true, 3_000],
  ])('bears with an address that answered lately (%s) for %i ms', (isProven, patienceMs) => {
    const { told, silence } = lab({ isProven });
    silence.sent(100, true);
    expect(silence.endMs).toBe(100 + patienceMs);
    expect(silence.isHopeless(99 + patienceMs)).toBe(false);
    expect(told).toEqual([]);
    expect(silence.isHopeless(100 + patienceMs)).toBe(true);
    expect(told).toEqual(['failed']);
  });

  it('waits for nothing after an answer, and longer for the next one', () => {
    const { told, silence } = lab();
    silence.sent(0, true);
    silence.broken();
    expect(silence.endMs).toBe(Infinity);
    silence.sent(1_000, true);
    silence.sent(2_000, false);
    expect(silence.endMs).toBe(4_000);
    silence.broken();
    expect(told).toEqual(['worked']);
  });

  it('does not count the time before a query that is the only one', () => {
    const { silence } = lab({ isProven: true });
    silence.sent(0, true);
    silence.sent(10_000, true);
    expect(silence.isHopeless(10_001)).toBe(false);
  });

  it('stays where no other address is worth a try, and says so again when it answers', () => {
    const { told, silence } = lab({ hasOther: false });
    silence.sent(0, true);
    expect(silence.isHopeless(250)).toBe(false);
    expect(silence.isHopeless(1_000)).toBe(false);
    silence.broken();
    expect(told).toEqual(['failed', 'worked']);
  });

  it.each([
    ['that never answered', (silence: Silence) => silence.sent(0, true), 10, ['failed']],
    [
      'that has been silent for a second',
      (silence: Silence) => {
        silence.broken();
        silence.sent(0, true);
      },
      1_000,
      ['worked', 'failed'],
    ],
    [
      'that answered and was not waited for',
      (silence: Silence) => {
        silence.broken();
        silence.sent(0, true);
      },
      999,
      ['worked'],
    ],
    ['that was asked nothing', () => {}, 5_000, []],
  ] as const)('tells of an address %s, as the socket is closed', (_what, happen, closedAtMs, expected) => {
    const { told, silence } = lab();
    happen(silence);
    silence.closed(closedAtMs);
    expect(told).toEqual(expected);
  });
});
