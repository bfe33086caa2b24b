import type { Clock, Timer } from '../transport/clock.ts';

interface Due {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to move. */
export class VirtualClock implements Clock {
  #nowMs: number;
  readonly #timers = new Set<Due>();

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  startTimer(delayMs: number, callback: () => void): Timer {
    const due: Due = { atMs: this.#nowMs + Math.max(delayMs, 0), callback };
    this.#timers.add(due);
    return { cancel: () => void this.#timers.delete(due) };
  }

  /** How many timers are running: a test that ends with some has found a leak. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Moves on, firing the timers that come due in their order, each followed by the promise jobs it caused. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    await settleJobs();
    for (let due = this.#earliest(); due !== undefined && due.atMs <= untilMs; due = this.#earliest()) {
      this.#timers.delete(due);
      this.#nowMs = due.atMs;
      due.callback();
      await settleJobs();
    }
    this.#nowMs = untilMs;
  }

  /** Lets time pass, timer by timer and at most so long, until the promise has settled; gives what it settled with. */
  async settle<T>(promise: Promise<T>, withinMs = 60_000): Promise<T> {
    const outcome = { settled: false };
    const mark = (): void => {
      outcome.settled = true;
    };
    promise.then(mark, mark);
    const untilMs = this.#nowMs + withinMs;
    await settleJobs();
    while (!outcome.settled) {
      const due = this.#earliest();
      if (due === undefined || due.atMs > untilMs) throw new Error(`not settled within ${withinMs} ms`);
      await this.advance(due.atMs - this.#nowMs);
    }
    return promise;
  }

  #earliest(): Due | undefined {
    let earliest: Due | undefined;
    for (const due of this.#timers) if (earliest === undefined || due.atMs < earliest.atMs) earliest = due;
    return earliest;
  }
}

/** Lets every promise job that is ready run, and those that they make ready. */
async function settleJobs(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
