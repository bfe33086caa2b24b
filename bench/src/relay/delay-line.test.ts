import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DelayLine } from './delay-line.ts';

describe('DelayLine', () => {
  it('acts in order, and for none too early', async () => {
    const delayMs = 20;
    const line = new DelayLine(delayMs);
    const waitedMs: number[] = [];
    const order: number[] = [];
    for (let at = 0; at < 5; at++) {
      const givenMs = performance.now();
      line.add(() => {
        waitedMs.push(performance.now() - givenMs);
        order.push(at);
      });
      await sleep(3);
    }
    await sleep(3 * delayMs);
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(Math.min(...waitedMs)).toBeGreaterThanOrEqual(delayMs);
  });
});
