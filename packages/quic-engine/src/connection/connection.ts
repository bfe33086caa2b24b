import type { QuicConnection, QuicStream, StreamHandler } from '../api.ts';
import { checkCode, checkReason } from '../checks.ts';
import { Fault } from '../engine/abi.ts';
import type { ConnectionSink } from '../engine/events.ts';
import { putInput, readRecords } from '../engine/input.ts';
import type { EngineInstance } from '../engine/instance.ts';
import { endpointText, QuicError, throwLater } from '../errors.ts';
import { lossError } from './loss.ts';
import { CONNECTING, type ConnectionState, type ConnectionTransition, transition } from './state.ts';
import { EngineStream, type StreamOwner } from './stream.ts';
import { WakeUp } from './wake-up.ts';

/** What a connection stands on, and who is told of its two moments. */
export interface ConnectionHost {
  established(connection: EngineConnection): void;
  /** The last packet is sent: give back the socket, if it is the connection's own. */
  released(connection: EngineConnection): Promise<void>;
  ref(): void;
  unref(): void;
}

export class EngineConnection implements QuicConnection, ConnectionSink, StreamOwner {
  readonly engine: EngineInstance;
  readonly id: number;
  readonly remote: { readonly address: string; readonly port: number };
  readonly closed: Promise<QuicError>;
  alpn: string = '';
  peerCertificates: readonly Uint8Array[] = [];
  lastReceivedAtMs: number = performance.now();
  onStreamsAvailable: (() => void) | undefined;
  onStream: ((stream: QuicStream) => StreamHandler) | undefined;
  readonly #host: ConnectionHost;
  readonly #streams = new Map<number, EngineStream>();
  readonly #wakeUp = new WakeUp(() => {
    this.#pump();
  });
  readonly #resolveClosed: (error: QuicError) => void;
  #state: ConnectionState = CONNECTING;
  #roundTripMs = 0;
  #pumpQueued = false;
  #pumpNeeded = false;

  constructor(
    engine: EngineInstance,
    id: number,
    endpoint: number,
    remote: { readonly address: string; readonly port: number },
    host: ConnectionHost,
  ) {
    this.engine = engine;
    this.id = id;
    this.remote = remote;
    this.#host = host;
    const { promise, resolve } = Promise.withResolvers<QuicError>();
    this.closed = promise;
    this.#resolveClosed = resolve;
    engine.addConnection(id, endpoint, this);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  get roundTripMs(): number {
    if (this.#state.name === 'established') {
      this.#roundTripMs = Math.max(0, this.engine.tryCall('qe_round_trip_ms', this.id));
    }
    return this.#roundTripMs;
  }

  /** The peer as error messages name it. */
  get peer(): string {
    return endpointText(this.remote);
  }

  openStream(
    data: Uint8Array,
    options: { readonly fin: boolean },
    handler: StreamHandler,
  ): QuicStream | undefined {
    const state = this.#state;
    if (state.name === 'closing' || state.name === 'closed') throw state.error;
    const id = this.engine.tryCall('qe_open', this.id);
    if (id === Fault.noCredit) return undefined;
    if (id < 0) throw this.engine.failure ?? new QuicError('engine', `QUIC ${this.peer}: fault ${id}`);
    const stream = new EngineStream(this, id, handler);
    this.#streams.set(id, stream);
    stream.send(data, options.fin);
    return stream;
  }

  ping(): void {
    if (this.#state.name !== 'established') return;
    this.engine.tryCall('qe_ping', this.id);
    this.wantsPump();
  }

  async close(code = 0, reason = ''): Promise<void> {
    checkCode(code);
    const text = checkReason(reason);
    if (this.#state.name === 'connecting' || this.#state.name === 'established') {
      this.#tellClose(code, text);
      this.end(new QuicError('closed', `QUIC ${this.peer}: closed with code ${code}`, { code, reason }));
    }
    await this.closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  ref(): void {
    this.#host.ref();
  }

  unref(): void {
    this.#host.unref();
  }

  /** Ends the attempt, telling the peer. */
  abandon(error: QuicError): void {
    if (this.#state.name !== 'connecting') return;
    this.#tellClose(0, Buffer.alloc(0));
    this.end(error);
  }

  /** Ends the connection: streams are lost now; what is still to be sent is sent, then all is released. */
  end(error: QuicError): void {
    if (this.#state.name === 'closing' || this.#state.name === 'closed') return;
    this.#step({ name: 'ended', error });
    const streams = [...this.#streams.values()];
    this.#streams.clear();
    this.onStreamsAvailable = undefined;
    for (const stream of streams) stream.lost(error);
    this.wantsPump();
  }

  wantsPump(): void {
    this.#pumpNeeded = true;
    if (this.#pumpQueued) return;
    this.#pumpQueued = true;
    queueMicrotask(this.#pumpInMicrotask);
  }

  forget(stream: EngineStream): void {
    this.#streams.delete(stream.id);
  }

  connected(): void {
    const { engine } = this;
    const alpnLength = engine.call('qe_alpn', this.id);
    this.alpn = engine.memory.bytes.toString('latin1', engine.ioAddress, engine.ioAddress + alpnLength);
    this.peerCertificates = readRecords(engine, engine.call('qe_peer_certificates', this.id));
    this.#step({ name: 'handshake-complete' });
    this.#host.established(this);
  }

  lost(reason: number, code: number, text: string): void {
    this.end(lossError(this.peer, reason, code, text));
  }

  streamOpened(id: number): void {
    if (this.#state.name !== 'established') return;
    const stream = new EngineStream(this, id);
    this.#streams.set(id, stream);
    try {
      if (this.onStream === undefined) stream.cancel(0);
      else stream.handler = this.onStream(stream);
    } catch (error) {
      // Nobody would hear of it, and the peer would wait.
      stream.cancel(0);
      throwLater(error);
    }
  }

  streamData(id: number, chunk: Uint8Array): void {
    this.#streams.get(id)?.data(chunk);
  }

  streamEnd(id: number): void {
    this.#streams.get(id)?.end();
  }

  streamReset(id: number, code: number): void {
    this.#streams.get(id)?.reset(code);
  }

  streamStopped(id: number, code: number): void {
    this.#streams.get(id)?.stopped(code);
  }

  streamWritable(id: number): void {
    this.#streams.get(id)?.writable();
  }

  streamsAvailable(): void {
    this.onStreamsAvailable?.();
  }

  /** Acknowledgements wait for one more turn of the event loop: an answer of ours may carry them. */
  received(): void {
    this.lastReceivedAtMs = performance.now();
    if (this.#pumpNeeded) return;
    this.#pumpNeeded = true;
    setImmediate(this.#pumpIfNeeded);
  }

  timer(delayMs: number | undefined): void {
    this.#wakeUp.set(delayMs);
  }

  freed(): void {
    this.#wakeUp.clear();
  }

  trapped(failure: QuicError): void {
    this.#wakeUp.clear();
    this.end(failure);
  }

  readonly #pumpInMicrotask = (): void => {
    this.#pumpQueued = false;
    this.#pumpIfNeeded();
  };

  readonly #pumpIfNeeded = (): void => {
    if (this.#pumpNeeded) this.#pump();
  };

  #pump(): void {
    this.#pumpNeeded = false;
    this.engine.pump(this.id);
    if (this.#state.name === 'closing' && !this.#pumpNeeded) this.#release().catch(throwLater);
  }

  async #release(): Promise<void> {
    const state = this.#step({ name: 'released' });
    if (state.name !== 'closed') return;
    await this.#host.released(this);
    this.#resolveClosed(state.error);
  }

  #step(step: ConnectionTransition): ConnectionState {
    this.#state = transition(this.#state, step);
    return this.#state;
  }

  #tellClose(code: number, reason: Uint8Array): void {
    this.engine.tryCall('qe_close', this.id, code, putInput(this.engine, reason), this.engine.now());
  }
}
