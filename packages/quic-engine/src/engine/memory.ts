/** Views of an instance's memory. Growth detaches them, so they are made anew when the buffer has changed. */
export class EngineMemory {
  readonly #memory: WebAssembly.Memory;
  #bytes: Buffer;
  #octets: Uint8Array;
  #view: DataView;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = Buffer.from(memory.buffer);
    this.#octets = new Uint8Array(memory.buffer);
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

  /** A copy that outlives the next call, for use inside: short ones share the memory of node:buffer's pool. */
  copy(address: number, length: number): Buffer {
    const copy = Buffer.allocUnsafe(length);
    this.bytes.copy(copy, 0, address, address + length);
    return copy;
  }

  /** A copy to give away: its memory is its own, so that it may be transferred, and shows nothing of others. */
  ownCopy(address: number, length: number): Uint8Array {
    if (this.#octets.buffer !== this.#memory.buffer) this.#refresh();
    // slice() of a Uint8Array copies; a Buffer's would be a view.
    return this.#octets.slice(address, address + length);
  }

  #refresh(): void {
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#octets = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }
}
