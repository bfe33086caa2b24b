/** What comes of asking a source for one more. */
export type Pulled = { readonly kind: 'item'; readonly item: unknown } | { readonly kind: 'later' | 'end' };

const LATER: Pulled = { kind: 'later' };
const END: Pulled = { kind: 'end' };

/**
 * An iterable of either kind, read one item at a time and only when there is room for it. What an asynchronous one gives
 * comes by the next `pull` after `onArrival` was called.
 */
export class Source {
  readonly #iterator: Iterator<unknown> | AsyncIterator<unknown>;
  readonly #isAsync: boolean;
  readonly #onArrival: () => void;
  #arrived: Pulled | undefined;
  #isPulling = false;
  #isOver = false;
  /** What it threw, once it is over. */
  failure: { readonly error: unknown } | undefined;

  /** Throws `TypeError` for what is not iterable, and for a string: its characters are no names. */
  constructor(source: unknown, onArrival: () => void) {
    this.#onArrival = onArrival;
    const { [Symbol.asyncIterator]: async, [Symbol.iterator]: sync } = Object(source) as Partial<
      AsyncIterable<unknown> & Iterable<unknown>
    >;
    this.#isAsync = typeof async === 'function';
    const open = this.#isAsync ? async : sync;
    if (typeof source === 'string' || typeof open !== 'function')
      throw new TypeError('the source of names is an iterable: an array, a generator, a stream of lines');
    this.#iterator = (open as () => Iterator<unknown>).call(source);
  }

  /** Whether nothing comes any more. */
  get isOver(): boolean {
    return this.#isOver && this.#arrived === undefined;
  }

  pull(): Pulled {
    const arrived = this.#arrived;
    if (arrived !== undefined) {
      this.#arrived = undefined;
      return arrived;
    }
    if (this.#isOver) return END;
    if (this.#isPulling) return LATER;
    try {
      const result = this.#iterator.next();
      if (!this.#isAsync) return this.#read(result as IteratorResult<unknown>);
      this.#isPulling = true;
      Promise.resolve(result).then(
        (result) => this.#arrive(this.#read(result)),
        (error: unknown) => this.#arrive(this.#fail(error)),
      );
      return LATER;
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** What came after the run had ended. */
  get late(): unknown[] {
    return this.#arrived?.kind === 'item' ? [this.#arrived.item] : [];
  }

  /** Tells the source that no more is wanted. A source that is busy is not waited for. Rejects with what it throws. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const returned = Promise.resolve(this.#iterator.return?.());
    if (!this.#isPulling) await returned;
    else returned.catch(() => {});
  }

  /** The same where something else is to be heard. */
  async closeQuietly(): Promise<void> {
    try {
      await this.close();
    } catch {
      // Why the run ended is what its caller hears.
    }
  }

  #arrive(pulled: Pulled): void {
    this.#isPulling = false;
    if (pulled.kind === 'item') this.#arrived = pulled;
    this.#onArrival();
  }

  #read(result: IteratorResult<unknown>): Pulled {
    if (result.done !== true) return { kind: 'item', item: result.value };
    this.#isOver = true;
    return END;
  }

  #fail(error: unknown): Pulled {
    this.#isOver = true;
    this.failure = { error };
    return END;
  }
}
