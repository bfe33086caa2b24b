import { Agent, type ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';

/** Sends one request after the other over a socket that is open already, and never opens another. */
export class OneSocketAgent extends Agent {
  #socket: TLSSocket | undefined;

  constructor(socket: TLSSocket) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#socket = socket;
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | undefined {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined) return socket;
    (callback as (error: Error) => void)(new Error('the connection is closed'));
    return undefined;
  }

  /** Node's would ref the socket: what keeps the process alive is the deadline of who waits. */
  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    super.reuseSocket(socket, request);
    (socket as TLSSocket).unref();
  }
}
