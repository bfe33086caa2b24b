import type { Clock, Timer } from '../transport/index.ts';

/** One timer, for the earliest of what it was set to. It keeps a process alive: names are waiting. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #set: { readonly atMs: number; readonly timer: Timer } | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  set(atMs: number): void {
    if (this.#set !== undefined && this.#set.atMs <= atMs) return;
    this.cancel();
    const ring = (): void => {
      this.#set = undefined;
      this.#ring();
    };
    const timer = this.#clock.startTimer(Math.max(0, atMs - this.#clock.now()), ring, { keepAlive: true });
    this.#set = { atMs, timer };
  }

  cancel(): void {
    this.#set?.timer.cancel();
    this.#set = undefined;
  }
}
