/** Views of an instance's memory. Growth detaches them, so they are made anew when the buffer has changed. */
export class EngineMemory {
  readonly #memory: WebAssembly.Memory;
  #bytes: Buffer;
  #view: DataView;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = Buffer.from(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  /** Valid until the next call into the module. */
  get bytes(): Buffer {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#refresh();
    return this.#bytes;
  }

  /** Valid until the next call into the module. */
  get view(): DataView {
    if (this.#view.buffer !== this.#memory.buffer) this.#refresh();
    return this.#view;
  }

  /** A copy that outlives the next call. Short ones share a slab, as node:buffer's pool does. */
  copy(address: number, length: number): Buffer {
    const copy = Buffer.allocUnsafe(length);
    this.bytes.copy(copy, 0, address, address + length);
    return copy;
  }

  #refresh(): void {
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }
}
