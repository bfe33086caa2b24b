import { Draft } from './draft.ts';
import { Random } from './random.ts';

/** Makes an input of random numbers: the same numbers, the same input. */
export type InputSource = (random: Random, draft: Draft) => void;

/** Inputs by their index, each independent of those before it, so that any one of them can be made again. */
export class InputSeries {
  readonly #source: InputSource;
  readonly #seed: number;
  readonly #stream: number;
  readonly #random: Random = new Random();
  readonly #draft: Draft = new Draft();

  /** `stream` tells series of the same seed apart. */
  constructor(source: InputSource, seed: number, stream: string) {
    this.#source = source;
    this.#seed = seed;
    this.#stream = Array.from(stream).reduce((sum, each) => Math.imul(sum, 31) + each.charCodeAt(0), 7);
  }

  at(index: number): Uint8Array<ArrayBuffer> {
    this.#random.reseed(this.#seed, this.#stream, index);
    this.#source(this.#random, this.#draft);
    return this.#draft.take();
  }
}
