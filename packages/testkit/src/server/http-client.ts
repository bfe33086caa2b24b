import type { ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Carrier } from './carrier-book.ts';
import type { CloseManner } from './reaction.ts';
import type { ClientConnection } from './responder.ts';

/** A client's connection to the HTTPS server, of either version. */
export class HttpClient implements ClientConnection {
  readonly number: number;
  queries = 0;
  /** Whether the server ended the connection, so that streams which end with it were not the client's to cancel. */
  ended = false;
  readonly #carrier: Carrier;
  readonly #socket: TLSSocket;
  #session: ServerHttp2Session | undefined;

  constructor(carrier: Carrier, socket: TLSSocket) {
    this.number = carrier.number;
    this.#carrier = carrier;
    this.#socket = socket;
  }

  get speaksHttp2(): boolean {
    return this.#session !== undefined;
  }

  serveHttp2(session: ServerHttp2Session): void {
    this.#session = session;
    session.on('error', () => undefined);
  }

  endWhenIdleFor(idleTimeoutMs: number): void {
    (this.#session ?? this.#socket).setTimeout(idleTimeoutMs, () => this.end('graceful', 0));
  }

  end(how: CloseManner, code: number): void {
    if (how === 'abrupt') {
      this.ended = true;
      this.#carrier.socket.resetAndDestroy();
    } else if (this.#session === undefined) {
      this.ended = true;
      this.#socket.destroySoon();
    } else if (!this.#session.closed) {
      if (code !== 0) this.#session.goaway(code);
      this.#session.close();
    }
  }
}
