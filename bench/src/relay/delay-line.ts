/** Does things a fixed time after they were given, in their order. */
export class DelayLine {
  readonly #delayMs: number;
  #queue: { readonly dueMs: number; readonly act: () => void }[] = [];
  #isWaiting = false;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  add(act: () => void): void {
    this.#queue.push({ dueMs: performance.now() + this.#delayMs, act });
    this.#wait(this.#delayMs);
  }

  #wait(delayMs: number): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => this.#actOnDue(), Math.ceil(delayMs));
  }

  #actOnDue(): void {
    this.#isWaiting = false;
    const nowMs = performance.now();
    const firstLater = this.#queue.findIndex(({ dueMs }) => dueMs > nowMs);
    const due = firstLater === -1 ? this.#queue : this.#queue.slice(0, firstLater);
    this.#queue = firstLater === -1 ? [] : this.#queue.slice(firstLater);
    for (const { act } of due) act();
    const [next] = this.#queue;
    if (next !== undefined) this.#wait(next.dueMs - nowMs);
  }
}
