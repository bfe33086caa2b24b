import { describe, expect, it } from 'vitest';
import { targets } from '../targets/index.ts';
import { InputSeries } from './source.ts';

describe('inputs', () => {
  it.each(targets.map((target) => [target.name, target] as const))(
    '%s: the same for a seed and an index, in any order, and others for another seed',
    (name, target) => {
      const source = target.source();
      const [first, second, other] = [5, 5, 6].map((seed) => new InputSeries(source, seed, name)) as [
        InputSeries,
        InputSeries,
        InputSeries,
      ];
      const indexes = Array.from({ length: 200 }, (_, index) => index);
      const inputs = indexes.map((index) => first.at(index));
      expect(indexes.toReversed().map((index) => second.at(index))).toEqual(inputs.toReversed());
      const same = indexes.filter((index) => sameText(other.at(index), inputs[index]));
      expect(same.length).toBeLessThan(indexes.length / 2);
    },
  );
});

function sameText(left: Uint8Array, right: Uint8Array | undefined): boolean {
  return Buffer.from(left).toString('latin1') === Buffer.from(right ?? []).toString('latin1');
}
