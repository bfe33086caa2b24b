/** How far ahead of an even pace queries may go: timers are no more exact than that. */
const AHEAD_MS = 10;

/** Spaces queries out to so many a second. A machine without I/O. */
export class Pace {
  readonly #intervalMs: number;
  /** When the next one would go at an even pace. */
  #dueMs = -Infinity;

  /** Without end for no limit. */
  constructor(perSecond: number) {
    this.#intervalMs = 1000 / perSecond;
  }

  /** When the next query may go, in milliseconds. */
  get nextAtMs(): number {
    return this.#dueMs - AHEAD_MS;
  }

  sent(nowMs: number): void {
    this.#dueMs = Math.max(this.#dueMs, nowMs) + this.#intervalMs;
  }
}
