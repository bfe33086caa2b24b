import { expect, it } from 'vitest';
import { zipfRanks } from './lookups.ts';

it('draws ranks by their reciprocals', () => {
  const count = 100_000;
  const drawn = new Array<number>(3).fill(0);
  for (const rank of zipfRanks(3, count)) drawn[rank] = (drawn[rank] ?? 0) + 1;
  const total = 1 + 1 / 2 + 1 / 3;
  for (const [rank, times] of drawn.entries()) expect(times / count).toBeCloseTo(1 / (rank + 1) / total, 2);
});
