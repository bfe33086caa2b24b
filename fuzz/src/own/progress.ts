/** What a worker is at, readable from outside while it cannot answer. */
export class Progress {
  readonly buffer: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#cells = new Int32Array(buffer);
  }

  /** The target's place in the list of all. */
  get target(): number {
    return Atomics.load(this.#cells, 0);
  }

  get index(): number {
    return Atomics.load(this.#cells, 1);
  }

  /** Moves with every attempt. */
  get beat(): number {
    return Atomics.load(this.#cells, 2);
  }

  begin(target: number, index: number): void {
    Atomics.store(this.#cells, 0, target);
    Atomics.store(this.#cells, 1, index);
    this.tick();
  }

  tick(): void {
    Atomics.add(this.#cells, 2, 1);
  }
}
