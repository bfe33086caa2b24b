// One WebAssembly instance: calls into it, what it wants sent, what it reports. A trap ends the instance and its
// connections, nothing else.
import { QuicError, throwLater } from '../errors.ts';
import {
  ABI_VERSION,
  type EngineExports,
  type EngineFunctions,
  Fault,
  TRANSMIT_HEADER_BYTES,
} from './abi.ts';
import { type ConnectionSink, type EndpointSink, EngineEvents } from './events.ts';
import { EngineMemory } from './memory.ts';
import { engineModule } from './module.ts';
import { type PanicLog, wasiImports } from './wasi.ts';

/** A call that the engine refused; what it means depends on the call. */
export class EngineFault extends Error {
  readonly fault: number;

  constructor(fault: number, text: string) {
    super(text);
    this.fault = fault;
  }
}

export class EngineInstance {
  readonly #exports: EngineExports;
  readonly #panic: PanicLog;
  readonly #events: EngineEvents;
  readonly #startedMs = performance.now();
  readonly #extentsAddress: number;
  readonly memory: EngineMemory;
  /** Where short inputs and outputs lie in {@link memory}. */
  readonly ioAddress: number;
  readonly ioBytes: number;
  #failure: QuicError | undefined;

  static async create(): Promise<EngineInstance> {
    const panic: PanicLog = { text: '' };
    const imports = wasiImports(() => exports.memory, panic);
    const instance = await WebAssembly.instantiate(await engineModule(), { wasi_snapshot_preview1: imports });
    const exports = instance.exports as unknown as EngineExports;
    if (exports.qe_abi_version() !== ABI_VERSION) {
      throw new QuicError(
        'engine',
        `quic-engine.wasm has ABI ${exports.qe_abi_version()}, not ${ABI_VERSION}`,
      );
    }
    return new EngineInstance(exports, panic);
  }

  private constructor(exports: EngineExports, panic: PanicLog) {
    this.#exports = exports;
    this.#panic = panic;
    this.ioAddress = exports.qe_io();
    this.ioBytes = exports.qe_io_bytes();
    this.#extentsAddress = exports.qe_extents();
    this.memory = new EngineMemory(exports.memory);
    this.#events = new EngineEvents(this.memory);
  }

  /** Set once the instance has trapped. */
  get failure(): QuicError | undefined {
    return this.#failure;
  }

  /** The clock that the engine is given, in milliseconds. */
  now(): number {
    return performance.now() - this.#startedMs;
  }

  addEndpoint(id: number, sink: EndpointSink): void {
    this.#events.addEndpoint(id, sink);
  }

  addConnection(id: number, endpoint: number, sink: ConnectionSink): void {
    this.#events.addConnection(id, endpoint, sink);
  }

  /** Frees an endpoint and its connections. They report nothing more. */
  freeEndpoint(id: number): void {
    this.#events.forgetEndpoint(id);
    this.tryCall('qe_free_endpoint', id);
  }

  /**
   * Calls an exported function and returns its result, which is negative for a refusal, and `Fault.trapped` if the
   * instance has trapped or now does.
   */
  tryCall<Name extends keyof EngineFunctions>(
    name: Name,
    ...args: Parameters<EngineFunctions[Name]>
  ): number {
    if (this.#failure !== undefined) return Fault.trapped;
    try {
      const exported: (...numbers: number[]) => number = this.#exports[name];
      return exported(...args);
    } catch (error) {
      this.#trapped(error);
      return Fault.trapped;
    }
  }

  /** As {@link tryCall}, but throws an {@link EngineFault} for a refusal, and the QuicError for a trap. */
  call<Name extends keyof EngineFunctions>(name: Name, ...args: Parameters<EngineFunctions[Name]>): number {
    const result = this.tryCall(name, ...args);
    if (result >= 0) return result;
    throw this.#failure ?? new EngineFault(result, this.#faultText());
  }

  /** Drives a connection; a no-op when its handle is gone or the instance has trapped. */
  pump(connection: number): void {
    if (this.tryCall('qe_pump', connection, this.now()) === 0) this.#flush();
  }

  /** Takes the datagrams in the io buffer; a no-op when the endpoint is gone or the instance has trapped. */
  receive(endpoint: number, length: number): void {
    if (this.tryCall('qe_receive', endpoint, length, this.now()) === 0) this.#flush();
  }

  /** Sends what the last call wants sent, then reports what it said. */
  #flush(): void {
    const { view } = this.memory;
    const extents = this.#extentsAddress;
    const eventsAddress = view.getUint32(extents, true);
    const eventsBytes = view.getUint32(extents + 4, true);
    const transmitsBytes = view.getUint32(extents + 12, true);
    if (transmitsBytes > 0) this.#transmit(view.getUint32(extents + 8, true), transmitsBytes);
    if (eventsBytes > 0) this.#events.dispatch(eventsAddress, eventsBytes);
  }

  #transmit(address: number, length: number): void {
    // One copy for all: node:dgram may hold on to what it sends.
    const block = this.memory.copy(address, length);
    const view = new DataView(block.buffer, block.byteOffset, length);
    for (let at = 0; at < length;) {
      const start = at + TRANSMIT_HEADER_BYTES;
      const end = start + view.getUint32(at, true);
      const endpoint = this.#events.endpoint(view.getUint32(at + 24, true));
      endpoint?.transmit(block.subarray(start, end), block.subarray(at + 4, at + 24));
      at = (end + 3) & ~3;
    }
  }

  #faultText(): string {
    const length = Math.max(0, this.tryCall('qe_fault_text'));
    return this.memory.bytes.toString('utf8', this.ioAddress, this.ioAddress + length);
  }

  #trapped(cause: unknown): void {
    const text = this.#panic.text.trim().replace(/\s+/g, ' ');
    const failure = new QuicError('engine', `the QUIC engine trapped: ${text || String(cause)}`, { cause });
    this.#failure = failure;
    for (const sink of this.#events.takeAll()) {
      try {
        sink.trapped(failure);
      } catch (error) {
        throwLater(error);
      }
    }
  }
}
