import type { BulkResult } from './bulk-run.ts';
import { Queue } from './queue.ts';
import type { Results } from './results.ts';

/** What `next()` of a run gives. */
export type Taken = IteratorResult<BulkResult, undefined>;

export const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Between results and whoever takes them: either waits for the other. */
export class Handout {
  readonly #results: Results;
  readonly #takers = new Queue<PromiseWithResolvers<Taken>>();
  #count = 0;
  #isOver = false;
  /** Thrown once, to whoever asks first. */
  #failure: { readonly error: unknown } | undefined;

  constructor(results: Results) {
    this.#results = results;
  }

  /** How many results were handed out. */
  get count(): number {
    return this.#count;
  }

  /** Whether a result waits for somebody to take it. */
  get hasNext(): boolean {
    return this.#results.hasNext;
  }

  put(result: BulkResult): void {
    this.#results.put(result);
    while (this.#takers.size > 0) {
      const next = this.#results.take();
      if (next === undefined) return;
      this.#count++;
      this.#takers.shift()?.resolve({ done: false, value: next });
    }
  }

  next(): Promise<Taken> {
    if (this.#isOver) return this.#afterTheEnd();
    const result = this.#results.take();
    if (result === undefined) {
      const taker = Promise.withResolvers<Taken>();
      this.#takers.push(taker);
      return taker.promise;
    }
    this.#count++;
    return Promise.resolve({ done: false, value: result });
  }

  /** Nothing is handed out any more: those who wait hear of the end, the first of them of the failure. */
  end(failure?: { readonly error: unknown }): void {
    this.#isOver = true;
    this.#failure = failure;
    for (let taker = this.#takers.shift(); taker !== undefined; taker = this.#takers.shift())
      taker.resolve(this.#afterTheEnd());
  }

  /** What nobody has taken. */
  get left(): Iterable<BulkResult> {
    return this.#results;
  }

  #afterTheEnd(): Promise<Taken> {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure === undefined ? Promise.resolve(DONE) : Promise.reject(failure.error);
  }
}
