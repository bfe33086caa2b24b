import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { StatisticsCounter } from './statistics.ts';

/** A TCP connection that TLS runs over. */
export interface Carrier {
  readonly number: number;
  readonly socket: Socket;
}

/** The TCP connections under a TLS server, found by the client's port: Node does not give them away. */
export class CarrierBook {
  readonly #carriers = new Map<number | undefined, Carrier>();
  readonly #statistics: StatisticsCounter;

  constructor(statistics: StatisticsCounter) {
    this.#statistics = statistics;
  }

  add(socket: Socket): void {
    const { remotePort } = socket;
    const carrier = { number: this.#statistics.opened(), socket };
    this.#carriers.set(remotePort, carrier);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#statistics.closed();
      if (this.#carriers.get(remotePort) === carrier) this.#carriers.delete(remotePort);
    });
  }

  /** The carrier of a TLS socket, or of what stands for it in HTTP/2. */
  of(socket: { readonly remotePort?: number | undefined }): Carrier | undefined {
    return this.#carriers.get(socket.remotePort);
  }

  sockets(): Socket[] {
    return Array.from(this.#carriers.values(), ({ socket }) => socket);
  }
}

/** The name in the client's SNI. */
export function serverNameOf(socket: TLSSocket): string | undefined {
  const { servername } = socket as { readonly servername?: string | false | null };
  return servername === false || servername === null ? undefined : servername;
}
