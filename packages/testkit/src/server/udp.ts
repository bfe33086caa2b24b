import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Listen, Listener, ListenOptions } from './listener.ts';
import type { Delivery } from './reaction.ts';
import type { ClientConnection, ReplyPath } from './responder.ts';

/** Plain DNS over UDP (RFC 1035 4.2.1). */
export const listenUdp: Listen = async (options) => {
  const socket = await bindUdp(options.host, options.port);
  return new UdpListener(socket, options);
};

/** A bound socket. Rejects where the port is taken. */
export async function bindUdp(host: string, port: number): Promise<Socket> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.bind(port, host);
  try {
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}

class UdpListener implements Listener {
  readonly port: number;
  readonly #socket: Socket;
  readonly #options: ListenOptions;
  /** By the address and port that they send from. */
  readonly #clients = new Map<string, ClientConnection>();
  /** What `other-port` replies go out from; made when first needed. */
  #other: Socket | undefined;

  constructor(socket: Socket, options: ListenOptions) {
    this.port = socket.address().port;
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (bytes, from) => this.#receive(bytes, from));
    // An ICMP error for a client that is gone.
    socket.on('error', () => undefined);
  }

  hangUp(): void {}

  close(): Promise<void> {
    this.#other?.close();
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #receive(bytes: Uint8Array, from: RemoteInfo): void {
    const { responder, statistics } = this.#options;
    responder.receive(bytes, 'udp', this.#clientAt(from), statistics, this.#pathTo(from));
  }

  #clientAt({ address, port }: RemoteInfo): ClientConnection {
    const key = `${address} ${port}`;
    let client = this.#clients.get(key);
    if (client === undefined) {
      client = { number: this.#options.statistics.opened(), queries: 0 };
      this.#clients.set(key, client);
      // Nothing says when a client's socket is gone.
      this.#options.statistics.closed();
    }
    return client;
  }

  #pathTo({ address, port }: RemoteInfo): ReplyPath {
    return {
      send: (message, delivery) => {
        const part = delivery === 'half' ? message.subarray(0, message.length >>> 1) : message;
        // The callback takes the error of a socket that was closed, or of a client that is gone.
        this.#socketFor(delivery).send(part, port, address, () => undefined);
      },
      reset: () => undefined,
      close: () => undefined,
    };
  }

  #socketFor(delivery: Delivery): Socket {
    if (delivery !== 'other-port') return this.#socket;
    if (this.#other === undefined) {
      this.#other = createSocket(isIPv6(this.#options.host) ? 'udp6' : 'udp4');
      this.#other.on('error', () => undefined);
    }
    return this.#other;
  }
}
