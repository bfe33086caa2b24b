import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from './latency-histogram.ts';

const latency = fc.double({ min: 0.001, max: 3_600_000, noNaN: true });

describe('LatencyHistogram', () => {
  it('gives any quantile to within 7%', () => {
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, share) => {
          const histogram = new LatencyHistogram();
          for (const each of all) histogram.add(each);
          const exact = all.toSorted((a, b) => a - b)[
            Math.max(1, Math.ceil(share * all.length)) - 1
          ] as number;
          const found = histogram.quantile(share) as number;
          expect(Math.abs(found - exact) / exact).toBeLessThan(0.07);
        },
      ),
    );
  });

  it('knows nothing before the first', () => {
    expect(new LatencyHistogram().quantile(0.5)).toBeUndefined();
  });

  it.each([-1, 0, 1e-9, Number.NaN, 1e300, Infinity])(
    'takes %d for the nearest that it has a bucket for',
    (odd) => {
      const histogram = new LatencyHistogram();
      histogram.add(odd);
      expect(histogram.quantile(1)).toBeGreaterThan(0);
      expect(histogram.quantile(1)).toBeLessThan(2 ** 22);
    },
  );

  it('forgets what is old', () => {
    const histogram = new LatencyHistogram();
    for (let at = 0; at < 100_000; at++) histogram.add(1_000);
    for (let at = 0; at < 10_000; at++) histogram.add(1);
    expect(histogram.quantile(0.5)).toBeLessThan(2);
  });
});
