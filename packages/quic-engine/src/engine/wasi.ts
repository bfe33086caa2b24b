// The six WASI functions that the module imports: clock, randomness, and what a panic needs.
import { randomFillSync } from 'node:crypto';

const SUCCESS = 0;
const REALTIME = 0;
/** A panic's message is kept up to this length. */
const MAX_MESSAGE_CHARACTERS = 1_000;

/** What the module printed: nothing, unless it panicked. */
export interface PanicLog {
  text: string;
}

/** Imports for one instance; `memory` is known only after instantiation. */
export function wasiImports(memory: () => WebAssembly.Memory, log: PanicLog): WebAssembly.ModuleImports {
  const view = (): DataView => new DataView(memory().buffer);
  return {
    random_get(address: number, length: number): number {
      randomFillSync(new Uint8Array(memory().buffer, address, length));
      return SUCCESS;
    },
    clock_time_get(clock: number, _precision: bigint, result: number): number {
      const now = clock === REALTIME ? BigInt(Date.now()) * 1_000_000n : process.hrtime.bigint();
      view().setBigUint64(result, now, true);
      return SUCCESS;
    },
    environ_sizes_get(countAddress: number, bytesAddress: number): number {
      view().setUint32(countAddress, 0, true);
      view().setUint32(bytesAddress, 0, true);
      return SUCCESS;
    },
    environ_get: (): number => SUCCESS,
    fd_write(_descriptor: number, pieces: number, count: number, result: number): number {
      const data = view();
      let written = 0;
      for (let index = 0; index < count; index++) {
        const address = data.getUint32(pieces + index * 8, true);
        const length = data.getUint32(pieces + index * 8 + 4, true);
        if (log.text.length < MAX_MESSAGE_CHARACTERS)
          log.text += Buffer.from(data.buffer, address, length).toString();
        written += length;
      }
      data.setUint32(result, written, true);
      return SUCCESS;
    },
    proc_exit(code: number): never {
      throw new Error(`the engine exited with code ${code}`);
    },
  };
}
