import type { Clock, Timer } from './clock.ts';

/** One timer, for the earliest of what it was set to: most deadlines only move away, so a later one starts none. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  readonly #keepAlive: boolean;
  #set: { readonly atMs: number; readonly timer: Timer } | undefined;

  /** Only one with `keepAlive` holds a process that has nothing else to do. */
  constructor(clock: Clock, ring: () => void, { keepAlive = false }: { readonly keepAlive?: boolean } = {}) {
    this.#clock = clock;
    this.#ring = ring;
    this.#keepAlive = keepAlive;
  }

  set(atMs: number): void {
    if (this.#set !== undefined && this.#set.atMs <= atMs) return;
    this.cancel();
    const ring = (): void => {
      this.#set = undefined;
      this.#ring();
    };
    const delayMs = Math.max(0, atMs - this.#clock.now());
    const timer = this.#clock.startTimer(delayMs, ring, { keepAlive: this.#keepAlive });
    this.#set = { atMs, timer };
  }

  cancel(): void {
    this.#set?.timer.cancel();
    this.#set = undefined;
  }
}
