/** How far ahead of an even pace queries may go: timers are no more exact than that. */
const AHEAD_MS = 2;

/** Spaces queries out to so many a second, which may change. A machine without I/O. */
export class Pace {
  /** When the next one would go at an even pace. */
  #dueMs = -Infinity;

  /** When the next query may go, in milliseconds. */
  get nextAtMs(): number {
    return this.#dueMs - AHEAD_MS;
  }

  sent(nowMs: number, perSecond: number): void {
    this.#dueMs = Math.max(this.#dueMs, nowMs) + 1000 / perSecond;
  }
}
