/** The least delay is looked for in this and the last of such periods: routes change (RFC 6817 2.4.2 keeps ten minutes). */
const PERIOD_MS = 300_000;

/** The least round trip time of the last minutes: what an upstream takes that has nothing else to do. */
export class LeastDelay {
  #sinceMs = -Infinity;
  #current = Infinity;
  #previous = Infinity;

  /** In milliseconds; Infinity before the first. */
  get ms(): number {
    return Math.min(this.#current, this.#previous);
  }

  add(delayMs: number, nowMs: number): void {
    if (nowMs - this.#sinceMs > PERIOD_MS) {
      this.#previous = this.#current;
      this.#current = Infinity;
      this.#sinceMs = nowMs;
    }
    if (delayMs < this.#current) this.#current = delayMs;
  }
}
