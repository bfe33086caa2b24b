import type { RemoteInfo } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { ListenOptions, QuicServer } from '../api.ts';
import { checkCode, checkReason } from '../checks.ts';
import type { ConnectionHost, EngineConnection } from '../connection/connection.ts';
import { throwLater } from '../errors.ts';
import { BatchingSocket, type SocketSink } from '../socket/batching-socket.ts';
import { AddressBook } from './address-book.ts';
import { checkListenOptions, type ListenSettings } from './options.ts';
import { ServerEndpoint } from './server-endpoint.ts';

/**
 * Opens a UDP socket and takes QUIC connections on it.
 *
 * Rejects with TypeError or RangeError for bad options (a key that does not fit the certificate among them) and with
 * the system's error if the socket cannot be bound.
 */
export async function listen(options: ListenOptions): Promise<QuicServer> {
  const settings = checkListenOptions(options);
  const addresses = new AddressBook(isIPv6(settings.address));
  // An instance of its own: what a client does to it harms no other server and no client.
  const endpoint = await ServerEndpoint.create(settings, addresses);
  return new Server(
    settings,
    addresses,
    endpoint,
    await BatchingSocket.bound(settings.address, settings.port),
  );
}

class Server implements QuicServer, SocketSink, ConnectionHost {
  readonly address: string;
  readonly port: number;
  handshakes = 0;
  readonly #settings: ListenSettings;
  readonly #addresses: AddressBook;
  readonly #socket: BatchingSocket;
  #endpoint: ServerEndpoint;
  #replacing = false;
  #closing: Promise<void> | undefined;

  constructor(
    settings: ListenSettings,
    addresses: AddressBook,
    endpoint: ServerEndpoint,
    socket: BatchingSocket,
  ) {
    this.#settings = settings;
    this.#addresses = addresses;
    this.#socket = socket;
    this.#endpoint = endpoint;
    this.address = socket.localAddress;
    this.port = socket.localPort;
    endpoint.attach(this, socket);
    socket.sink = this;
  }

  get connections(): number {
    return this.#endpoint.connections.size;
  }

  close(code = 0, reason = ''): Promise<void> {
    checkCode(code);
    checkReason(reason);
    this.#closing ??= this.#close(code, reason);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  ref(): void {
    this.#socket.ref();
  }

  unref(): void {
    this.#socket.unref();
  }

  established(connection: EngineConnection): void {
    this.handshakes++;
    this.#endpoint.established(connection);
    this.#settings.onConnection(connection);
  }

  async released(connection: EngineConnection): Promise<void> {
    this.#endpoint.released(connection);
    await Promise.resolve();
  }

  received(datagrams: readonly Uint8Array[], sources: readonly RemoteInfo[]): void {
    if (this.#endpoint.failed) this.#replaceEndpoint().catch(throwLater);
    else
      this.#endpoint.receive(
        datagrams,
        sources.map((source) => this.#addresses.encode(source)),
      );
  }

  failed(): void {
    // A datagram could not be sent to one peer. That is loss; the others are not concerned.
  }

  async #close(code: number, reason: string): Promise<void> {
    await Promise.all([...this.#endpoint.connections].map((connection) => connection.close(code, reason)));
    this.#endpoint.free();
    await this.#socket.close();
  }

  /** After a trap: what comes in meanwhile is lost, and its senders repeat it. */
  async #replaceEndpoint(): Promise<void> {
    if (this.#replacing || this.#closing !== undefined) return;
    this.#replacing = true;
    try {
      this.#endpoint = await ServerEndpoint.create(this.#settings, this.#addresses);
      this.#endpoint.attach(this, this.#socket);
    } finally {
      this.#replacing = false;
    }
  }
}
