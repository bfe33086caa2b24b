// Reads the engine's event records and hands them to whom they concern.
import { throwLater, type QuicError } from '../errors.ts';
import { EVENT_HEADER_BYTES, Kind } from './abi.ts';
import type { EngineMemory } from './memory.ts';

/** What a connection hears. */
export interface ConnectionSink {
  connected(): void;
  lost(reason: number, code: number, text: string): void;
  streamOpened(stream: number): void;
  streamData(stream: number, chunk: Uint8Array): void;
  streamEnd(stream: number): void;
  streamReset(stream: number, code: number): void;
  streamStopped(stream: number, code: number): void;
  streamWritable(stream: number): void;
  streamsAvailable(): void;
  /** Datagrams came in: pump soon. */
  received(): void;
  /** Pump again after this many milliseconds. */
  timer(delayMs: number | undefined): void;
  /** The engine has forgotten the connection: nothing more will be said. */
  freed(): void;
  trapped(failure: QuicError): void;
}

/** What a socket hears. `peer` is port and address as abi.ts lays them out; both arrays may be kept. */
export interface EndpointSink {
  transmit(datagram: Uint8Array, peer: Uint8Array): void;
  accepted(connection: number, port: number, address: Uint8Array): void;
  trapped(failure: QuicError): void;
}

interface Endpoint {
  readonly sink: EndpointSink;
  readonly connections: Set<number>;
}

const WORD = 2 ** 32;

export class EngineEvents {
  readonly #memory: EngineMemory;
  readonly #connections = new Map<number, { readonly sink: ConnectionSink; readonly endpoint: Endpoint }>();
  readonly #endpoints = new Map<number, Endpoint>();

  constructor(memory: EngineMemory) {
    this.#memory = memory;
  }

  addEndpoint(id: number, sink: EndpointSink): void {
    this.#endpoints.set(id, { sink, connections: new Set() });
  }

  addConnection(id: number, endpointId: number, sink: ConnectionSink): void {
    const endpoint = this.#endpoints.get(endpointId);
    if (endpoint === undefined) return;
    endpoint.connections.add(id);
    this.#connections.set(id, { sink, endpoint });
  }

  endpoint(id: number): EndpointSink | undefined {
    return this.#endpoints.get(id)?.sink;
  }

  /** No handler may pump: the records lie where the engine writes the next ones. */
  dispatch(address: number, length: number): void {
    const end = address + length;
    for (let at = address; at < end;) {
      const { view } = this.#memory;
      const subject = view.getUint32(at + 8, true) + view.getUint32(at + 12, true) * WORD;
      const code = view.getUint32(at + 16, true) + view.getUint32(at + 20, true) * WORD;
      const bytes = view.getUint32(at + 24, true);
      const data = at + EVENT_HEADER_BYTES;
      try {
        this.#report(view.getUint32(at, true), view.getUint32(at + 4, true), subject, code, data, bytes);
      } catch (error) {
        throwLater(error);
      }
      at = data + ((bytes + 3) & ~3);
    }
  }

  /** Forgets an endpoint and its connections. */
  forgetEndpoint(id: number): void {
    const endpoint = this.#endpoints.get(id);
    this.#endpoints.delete(id);
    for (const connection of endpoint?.connections ?? []) this.#free(connection);
  }

  /** Forgets all, and returns whom it concerned: sockets first, so that nothing is sent any more. */
  takeAll(): (ConnectionSink | EndpointSink)[] {
    const all = [...this.#endpoints.values(), ...this.#connections.values()];
    this.#endpoints.clear();
    this.#connections.clear();
    return all.map(({ sink }) => sink);
  }

  #report(kind: number, id: number, subject: number, code: number, data: number, bytes: number): void {
    if (kind === Kind.accepted) {
      this.endpoint(subject)?.accepted(id, code, this.#memory.copy(data, bytes));
      return;
    }
    const connection = this.#connections.get(id)?.sink;
    if (connection === undefined) return;
    switch (kind) {
      case Kind.data:
        return connection.streamData(subject, this.#memory.ownCopy(data, bytes));
      case Kind.end:
        return connection.streamEnd(subject);
      case Kind.received:
        return connection.received();
      case Kind.timer:
        return connection.timer(subject === 0 ? undefined : code);
      case Kind.opened:
        return connection.streamOpened(subject);
      case Kind.writable:
        return connection.streamWritable(subject);
      case Kind.available:
        return connection.streamsAvailable();
      case Kind.reset:
        return connection.streamReset(subject, code);
      case Kind.stopped:
        return connection.streamStopped(subject, code);
      case Kind.connected:
        return connection.connected();
      case Kind.lost:
        return connection.lost(subject, code, this.#memory.bytes.toString('utf8', data, data + bytes));
      case Kind.freed:
        return this.#free(id);
    }
  }

  #free(id: number): void {
    const connection = this.#connections.get(id);
    this.#connections.delete(id);
    connection?.endpoint.connections.delete(id);
    connection?.sink.freed();
  }
}
