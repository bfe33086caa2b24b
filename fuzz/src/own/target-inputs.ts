import { InputSeries } from '../input/source.ts';
import type { Target } from '../target.ts';

/** A target's inputs by index: its seeds as they are, then what is made of them. */
export class TargetInputs {
  readonly #seeds: readonly Uint8Array[];
  readonly #series: InputSeries;

  constructor(target: Target, seed: number) {
    this.#seeds = target.seeds();
    this.#series = new InputSeries(target.source(), seed, target.name);
  }

  get seedCount(): number {
    return this.#seeds.length;
  }

  /** The input of an index, in memory of its own. */
  at(index: number): Uint8Array {
    const seed = this.#seeds[index];
    return seed === undefined ? this.#series.at(index - this.#seeds.length) : seed.slice();
  }
}
