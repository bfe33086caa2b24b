import type { BulkResult } from './bulk-run.ts';
import { Queue } from './queue.ts';

/** Results that nobody has taken yet. */
export interface Results extends Iterable<BulkResult> {
  /** Whether there is one to take. */
  readonly hasNext: boolean;
  put(result: BulkResult): void;
  take(): BulkResult | undefined;
}

/** As they come. */
export class ResultsAsTheyCome implements Results {
  readonly #queue = new Queue<BulkResult>();

  get hasNext(): boolean {
    return this.#queue.size > 0;
  }

  put(result: BulkResult): void {
    this.#queue.push(result);
  }

  take(): BulkResult | undefined {
    return this.#queue.shift();
  }

  [Symbol.iterator](): Iterator<BulkResult> {
    return this.#queue[Symbol.iterator]();
  }
}

/** By their index: one that is late holds up all behind it. */
export class ResultsInOrder implements Results {
  readonly #held = new Map<number, BulkResult>();
  #next = 0;

  get hasNext(): boolean {
    return this.#held.has(this.#next);
  }

  put(result: BulkResult): void {
    this.#held.set(result.index, result);
  }

  take(): BulkResult | undefined {
    const result = this.#held.get(this.#next);
    if (result !== undefined) this.#held.delete(this.#next++);
    return result;
  }

  [Symbol.iterator](): Iterator<BulkResult> {
    return this.#held.values();
  }
}
