/**
 * One connection's timer. Deadlines mostly move later (loss and idle timers with every packet), so an earlier one
 * stays armed and is checked when it fires. Never keeps the process alive: the socket does that.
 */
export class WakeUp {
  readonly #wake: () => void;
  #timer: NodeJS.Timeout | undefined;
  #firesAtMs = Infinity;
  #dueAtMs = Infinity;

  constructor(wake: () => void) {
    this.#wake = wake;
  }

  /** Wakes `delayMs` from now, instead of what was set before; `undefined` for not at all. */
  set(delayMs: number | undefined): void {
    this.#dueAtMs = delayMs === undefined ? Infinity : performance.now() + delayMs;
    if (this.#dueAtMs < this.#firesAtMs) this.#arm(this.#dueAtMs);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#firesAtMs = this.#dueAtMs = Infinity;
  }

  #arm(atMs: number): void {
    clearTimeout(this.#timer);
    this.#firesAtMs = atMs;
    this.#timer = setTimeout(this.#fire, Math.max(0, atMs - performance.now())).unref();
  }

  readonly #fire = (): void => {
    this.#firesAtMs = Infinity;
    const remainingMs = this.#dueAtMs - performance.now();
    if (remainingMs > 0) {
      if (remainingMs < Infinity) this.#arm(this.#dueAtMs);
      return;
    }
    this.#dueAtMs = Infinity;
    this.#wake();
  };
}
