import type { ConnectOptions, QuicConnection } from '../api.ts';
import { Fault } from '../engine/abi.ts';
import { encodeAddress, encodePeer } from '../engine/address.ts';
import type { EndpointSink } from '../engine/events.ts';
import { putInput, receiveDatagrams } from '../engine/input.ts';
import { EngineFault } from '../engine/instance.ts';
import { type ClientEngine, clientEngine } from '../engine/shared.ts';
import { endpointText, QuicError } from '../errors.ts';
import { BatchingSocket, type SocketSink } from '../socket/batching-socket.ts';
import { EngineConnection, type ConnectionHost } from './connection.ts';
import { checkConnectOptions, type ConnectSettings } from './options.ts';

/**
 * Opens a QUIC connection to an IP address and verifies the server.
 *
 * Rejects with a {@link QuicError} whose `kind` says what failed, with `signal.reason` if the signal fires, and with
 * TypeError or RangeError for bad options (an unusable certificate in `ca` among them).
 */
export async function connect(options: ConnectOptions): Promise<QuicConnection> {
  const settings = checkConnectOptions(options);
  const { signal } = settings;
  signal?.throwIfAborted();
  const deadlineMs = performance.now() + settings.handshakeTimeoutMs;
  const engine = await clientEngine();
  signal?.throwIfAborted();
  const socket = await openSocket(settings);
  if (signal?.aborted) {
    await socket.close();
    signal.throwIfAborted();
  }
  const attempt = await ClientConnection.start(engine, socket, settings);
  return attempt.handshake(deadlineMs, signal);
}

async function openSocket(settings: ConnectSettings): Promise<BatchingSocket> {
  try {
    return await BatchingSocket.connected(settings.address, settings.port, settings);
  } catch (cause) {
    throw socketError(settings, cause as NodeJS.ErrnoException);
  }
}

/** A client's connection with the socket and the engine's endpoint that serve it alone. */
class ClientConnection implements ConnectionHost, EndpointSink, SocketSink {
  readonly #engine: ClientEngine;
  readonly #socket: BatchingSocket;
  readonly #settings: ConnectSettings;
  readonly #endpoint: number;
  readonly #connection: EngineConnection;
  readonly #peer: Uint8Array;
  readonly #ready = Promise.withResolvers<void>();

  static async start(
    engine: ClientEngine,
    socket: BatchingSocket,
    settings: ConnectSettings,
  ): Promise<ClientConnection> {
    try {
      return new ClientConnection(engine, socket, settings);
    } catch (error) {
      await socket.close();
      if (!(error instanceof EngineFault)) throw error;
      if (error.fault === Fault.tls) throw new TypeError(`ca: ${error.message}`, { cause: error });
      throw new RangeError(error.message, { cause: error });
    }
  }

  private constructor(engine: ClientEngine, socket: BatchingSocket, settings: ConnectSettings) {
    const { address, port, serverName } = settings;
    const { instance } = engine;
    this.#engine = engine;
    this.#socket = socket;
    this.#settings = settings;
    this.#peer = encodePeer(address, port);
    const configuration = engine.configurations.client(settings);
    this.#endpoint = instance.call('qe_client_endpoint');
    instance.addEndpoint(this.#endpoint, this);
    try {
      const name = Buffer.from(serverName);
      putInput(instance, Buffer.concat([encodeAddress(address), name]));
      const id = instance.call(
        'qe_connect',
        this.#endpoint,
        configuration,
        port,
        name.length,
        instance.now(),
      );
      this.#connection = new EngineConnection(instance, id, this.#endpoint, { address, port }, this);
    } catch (error) {
      instance.freeEndpoint(this.#endpoint);
      throw error;
    }
    socket.sink = this;
    this.#connection.wantsPump();
  }

  /** Resolves when the handshake is complete; otherwise nothing is left behind. */
  async handshake(deadlineMs: number, signal: AbortSignal | undefined): Promise<QuicConnection> {
    const connection = this.#connection;
    const timeoutMs = this.#settings.handshakeTimeoutMs;
    const expired = (): void => {
      const message = `QUIC ${connection.peer}: no handshake within ${timeoutMs} ms`;
      connection.abandon(new QuicError('handshake-timeout', message));
    };
    const aborted = (): void => {
      connection.abandon(
        new QuicError('aborted', `QUIC ${connection.peer}: aborted`, { cause: signal?.reason }),
      );
    };
    const timer = setTimeout(expired, Math.max(0, deadlineMs - performance.now()));
    if (!this.#settings.ref) timer.unref();
    signal?.addEventListener('abort', aborted, { once: true });
    // One that fired since connect() last looked has told nobody.
    if (signal?.aborted) aborted();
    const ended = connection.closed.then((error) => {
      throw error.kind === 'aborted' && signal?.aborted ? signal.reason : error;
    });
    try {
      await Promise.race([this.#ready.promise, ended]);
      return connection;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    }
  }

  established(): void {
    this.#ready.resolve();
  }

  async released(): Promise<void> {
    this.#engine.instance.freeEndpoint(this.#endpoint);
    await this.#socket.close();
  }

  ref(): void {
    this.#socket.ref();
  }

  unref(): void {
    this.#socket.unref();
  }

  received(datagrams: readonly Uint8Array[]): void {
    receiveDatagrams(this.#engine.instance, this.#endpoint, datagrams, this.#peer);
  }

  /** QUIC would repeat its packets until the deadline; what the kernel says is known at once. */
  failed(error: NodeJS.ErrnoException): void {
    this.#connection.end(socketError(this.#settings, error));
  }

  transmit(datagram: Uint8Array): void {
    this.#socket.send(datagram);
  }

  accepted(): void {
    // a client's endpoint takes no connections
  }

  trapped(): void {
    // the connection hears it too
  }
}

function socketError(settings: ConnectSettings, cause: NodeJS.ErrnoException): QuicError {
  const kind = cause.code === 'ECONNREFUSED' ? 'refused' : 'network';
  return new QuicError(kind, `QUIC ${endpointText(settings)}: ${cause.message}`, { cause });
}
