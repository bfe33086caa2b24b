import { expect, test } from 'vitest';
import type { Cell } from '../run/result.ts';
import { isHeld, leastOf, sharesOf } from './shares.ts';

const cell = (...perSecond: number[]): Cell => ({
  samples: perSecond.map((value) => ({ values: { perSecond: value }, lost: 0, failed: 0 })),
});

test('a share is the median of the ratios round by round', () => {
  const shares = sharesOf([
    {
      name: 'throughput',
      title: 'Throughput',
      axis: 'in flight',
      points: [1, 100],
      metrics: [{ key: 'perSecond', label: 'q/s', better: 'higher' }],
      reference: 'bare',
      rounds: 3,
      rows: [
        { contender: 'bare', version: '1', cells: [cell(100, 10, 100), { error: 'no reply came' }] },
        { contender: 'ours', version: '1', cells: [cell(80, 9, 50), cell(1, 1, 1)] },
      ],
    },
  ]);
  expect(shares).toEqual({ 'ours, 1 in flight': 0.8 });
});

test('a quarter may be lost and no more', () => {
  expect(isHeld(0.5, 0.375)).toBe(true);
  expect(isHeld(0.5, 0.374)).toBe(false);
  expect(isHeld(0.5, undefined)).toBe(false);
});

test('the least of several attempts is recorded, and nothing that one of them lacks', () => {
  expect(leastOf([{ one: 0.5, other: 0.7 }, { one: 0.4 }, { one: 0.6, other: 0.6 }])).toEqual({ one: 0.4 });
});
