import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/index.ts';
import { Deadlines } from './deadlines.ts';

describe('Deadlines', () => {
  it('calls back once for each item that was not removed, when its deadline has passed', async () => {
    const anyItem = fc.record({
      deadlineMs: fc.double({ min: 0.1, max: 50, noNaN: true }),
      removedAtMs: fc.nat(60),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyItem, { maxLength: 40 }), async (items) => {
        const clock = new VirtualClock();
        const passed = new Map<(typeof items)[number], number>();
        const deadlines = new Deadlines<(typeof items)[number]>(clock, (item) => {
          expect(passed.has(item)).toBe(false);
          passed.set(item, clock.now());
        });
        for (const item of items) {
          const deadline = deadlines.add(item, item.deadlineMs);
          clock.startTimer(item.removedAtMs, () => deadlines.remove(item, deadline));
        }
        await clock.advance(100);
        for (const item of items) {
          const { deadlineMs, removedAtMs } = item;
          if (removedAtMs < deadlineMs) expect(passed.get(item)).toBeUndefined();
          if (removedAtMs > Math.ceil(deadlineMs)) expect(passed.get(item)).toBe(Math.ceil(deadlineMs));
        }
        expect(clock.timers).toBe(0);
      }),
    );
  });

  it('has one timer for a millisecond, and none once nothing waits', () => {
    const clock = new VirtualClock();
    const deadlines = new Deadlines<number>(clock, () => {});
    const added = Array.from({ length: 100 }, (_, at) => deadlines.add(at, 5_000 + at / 100));
    expect(clock.timers).toBe(2);
    for (const [at, deadline] of added.entries()) deadlines.remove(at, deadline);
    expect(clock.timers).toBe(0);
  });

  it('takes an item that is added while others pass', async () => {
    const clock = new VirtualClock();
    const passed: string[] = [];
    const deadlines: Deadlines<string> = new Deadlines(clock, (item) => {
      passed.push(item);
      if (item === 'first') deadlines.add('next', clock.now() + 1);
    });
    deadlines.add('first', 10);
    await clock.advance(10);
    expect(passed).toEqual(['first']);
    await clock.advance(1);
    expect(passed).toEqual(['first', 'next']);
  });
});
