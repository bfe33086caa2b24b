import { EngineConnection, type ConnectionHost } from '../connection/connection.ts';
import type { EndpointSink } from '../engine/events.ts';
import { putInput, receiveDatagrams, records, stage } from '../engine/input.ts';
import { EngineFault, EngineInstance } from '../engine/instance.ts';
import { QuicError } from '../errors.ts';
import type { BatchingSocket } from '../socket/batching-socket.ts';
import type { AddressBook } from './address-book.ts';
import type { ListenSettings } from './options.ts';

/** A client that is there needs three round trips at most; a forged address must not hold a place for longer. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;

/** A server's half of an engine instance: its endpoint and the connections on it. */
export class ServerEndpoint implements EndpointSink {
  readonly connections: Set<EngineConnection> = new Set();
  readonly #deadlines = new Map<EngineConnection, NodeJS.Timeout>();
  readonly #engine: EngineInstance;
  readonly #id: number;
  readonly #addresses: AddressBook;
  #host: ConnectionHost | undefined;
  #socket: BatchingSocket | undefined;

  static async create(settings: ListenSettings, addresses: AddressBook): Promise<ServerEndpoint> {
    const engine = await EngineInstance.create();
    try {
      return new ServerEndpoint(engine, settings, addresses);
    } catch (error) {
      if (!(error instanceof EngineFault)) throw error;
      throw new TypeError(`certificateChain or privateKey: ${error.message}`, { cause: error });
    }
  }

  private constructor(engine: EngineInstance, settings: ListenSettings, addresses: AddressBook) {
    this.#engine = engine;
    this.#addresses = addresses;
    stage(engine, records([settings.key, ...settings.chain]));
    const alpnLength = putInput(engine, records(settings.alpn));
    const { idleTimeoutMs, maxConcurrentStreams, maxConnections } = settings;
    this.#id = engine.call(
      'qe_server_endpoint',
      alpnLength,
      idleTimeoutMs,
      maxConcurrentStreams,
      maxConnections,
    );
    engine.addEndpoint(this.#id, this);
  }

  get failed(): boolean {
    return this.#engine.failure !== undefined;
  }

  attach(host: ConnectionHost, socket: BatchingSocket): void {
    this.#host = host;
    this.#socket = socket;
  }

  receive(datagrams: readonly Uint8Array[], peers: readonly Uint8Array[]): void {
    receiveDatagrams(this.#engine, this.#id, datagrams, peers);
  }

  established(connection: EngineConnection): void {
    this.#endDeadline(connection);
  }

  released(connection: EngineConnection): void {
    this.#endDeadline(connection);
    this.connections.delete(connection);
  }

  free(): void {
    this.#engine.freeEndpoint(this.#id);
  }

  transmit(datagram: Uint8Array, peer: Uint8Array): void {
    const { address, port } = this.#addresses.decode(peer);
    this.#socket?.sendTo(datagram, port, address);
  }

  accepted(id: number, port: number, octets: Uint8Array): void {
    if (this.#host === undefined) return;
    const peer = new Uint8Array(4 + octets.length);
    new DataView(peer.buffer).setUint32(0, port, true);
    peer.set(octets, 4);
    const connection = new EngineConnection(
      this.#engine,
      id,
      this.#id,
      this.#addresses.decode(peer),
      this.#host,
    );
    this.connections.add(connection);
    const expired = (): void => {
      const message = `QUIC ${connection.peer}: no handshake within ${HANDSHAKE_TIMEOUT_MS} ms`;
      connection.abandon(new QuicError('handshake-timeout', message));
    };
    this.#deadlines.set(connection, setTimeout(expired, HANDSHAKE_TIMEOUT_MS).unref());
  }

  trapped(): void {
    // the connections hear it too; the server makes a new endpoint when the next datagram comes
  }

  #endDeadline(connection: EngineConnection): void {
    clearTimeout(this.#deadlines.get(connection));
    this.#deadlines.delete(connection);
  }
}
