import { describe, expect, it } from 'vitest';
import { type Target, targets } from '../../targets.ts';
import { readResults } from '../run/result.ts';
import { rivalsOf } from './judge.ts';

/** Contenders whose targets stand already, and which come with the resolver's cache. */
const AWAITED = new Set(['growth hushdns', 'cache hushdns resolve', 'cache hushdns lookup']);
const results = readResults();

/** What a target names and the results of its suite do not have; without results it may name anything. */
function unknownIn(target: Target): string[] {
  const result = results.find(({ suite }) => suite === target.suite);
  if (result === undefined) return [];
  const experiment = result.experiments.find(({ name }) => name === target.experiment);
  if (experiment === undefined) return [target.experiment];
  const { points, metrics, rows } = experiment;
  const leftOut = result.leftOut.map(({ what }) => what);
  const contenders = [target.contender, ...rivalsOf(target)].filter(
    (name) =>
      !rows.some(({ contender }) => contender === name) &&
      !leftOut.includes(name) &&
      !AWAITED.has(`${target.suite} ${name}`),
  );
  return [
    ...(points.includes(target.point) ? [] : [String(target.point)]),
    ...(metrics.some(({ key }) => key === target.metric) ? [] : [target.metric]),
    ...contenders,
  ];
}

describe('targets', () => {
  it.each(targets.map((target) => [target.claim, target] as const))(
    'what this one names is measured: %s',
    (_, target) => expect(unknownIn(target)).toEqual([]),
  );

  it('has one bound each', () => {
    for (const { claim, atLeast, atMost } of targets)
      expect([claim, atLeast === undefined]).toEqual([claim, atMost !== undefined]);
  });
});
