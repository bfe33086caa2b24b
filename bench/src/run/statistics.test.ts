import { expect, test } from 'vitest';
import type { Cell } from './result.ts';
import { ratioOf, spreadOf, troubleOf } from './statistics.ts';

const sample = (value: number, lost = 0, failed = 0) => ({ values: { value }, lost, failed });
const ours: Cell = { samples: [sample(10), null, sample(30, 2, 1), sample(20)] };
const theirs: Cell = { samples: [sample(20), sample(20), sample(20), null] };

test('a spread leaves out the rounds that failed', () => {
  expect(spreadOf(ours, 'value')).toEqual({ median: 20, min: 10, max: 30 });
  expect(spreadOf({ error: 'no reply came' }, 'value')).toBeUndefined();
});

test('a ratio pairs the samples of a round', () => {
  expect(ratioOf(ours, theirs, 'value')).toEqual({ median: 1, min: 0.5, max: 1.5 });
  expect(ratioOf(ours, undefined, 'value')).toBeUndefined();
});

test('losses and failures of all rounds count', () => {
  expect(troubleOf(ours)).toEqual({ lost: 2, failed: 1 });
});
