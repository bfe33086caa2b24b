import type { Clock, Timer } from './clock.ts';

/** What waits for one deadline, its timer included. */
interface Due<Item> {
  readonly atMs: number;
  readonly items: Set<Item>;
  readonly timer: Timer;
}

/**
 * Calls back for each item whose deadline passes, unless it is removed before. There is one timer for all deadlines
 * within a millisecond: thousands of queries a second would otherwise start and cancel one each, for nothing in most
 * cases. Timers keep a process alive while something waits for them.
 */
export class Deadlines<Item> {
  readonly #clock: Clock;
  readonly #passed: (item: Item) => void;
  readonly #due = new Map<number, Due<Item>>();
  /** The one that was added to last: deadlines mostly come in their order. */
  #last: Due<Item> | undefined;

  constructor(clock: Clock, passed: (item: Item) => void) {
    this.#clock = clock;
    this.#passed = passed;
  }

  /** Gives what `remove` takes. */
  add(item: Item, deadlineMs: number): Deadline<Item> {
    const atMs = Math.ceil(deadlineMs);
    const due = this.#last?.atMs === atMs ? this.#last : (this.#due.get(atMs) ?? this.#start(atMs));
    this.#last = due;
    due.items.add(item);
    return due;
  }

  remove(item: Item, deadline: Deadline<Item>): void {
    const { items, timer, atMs } = deadline as Due<Item>;
    if (!items.delete(item) || items.size > 0) return;
    timer.cancel();
    this.#forget(atMs);
  }

  #start(atMs: number): Due<Item> {
    const items = new Set<Item>();
    const end = (): void => {
      this.#forget(atMs);
      for (const item of items) this.#passed(item);
    };
    const timer = this.#clock.startTimer(atMs - this.#clock.now(), end, { keepAlive: true });
    const due = { atMs, items, timer };
    this.#due.set(atMs, due);
    return due;
  }

  #forget(atMs: number): void {
    this.#due.delete(atMs);
    if (this.#last?.atMs === atMs) this.#last = undefined;
  }
}

/** A deadline that an item was added to. */
export type Deadline<Item> = Pick<Due<Item>, 'atMs'>;
