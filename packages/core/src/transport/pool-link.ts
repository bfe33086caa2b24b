import type { Connection } from './connection.ts';

/** Made once: a reason of its own for every connection would cost more than the rest of its end. */
const GIVEN_UP = new Error('the pool gave the connection up');

/** A connection of a pool from the moment it is dialled: closed before it opened, it is closed when it does. */
export class PoolLink {
  connection: Connection | undefined;
  openedAtMs: number = Infinity;
  readonly #abort = new AbortController();

  get dialSignal(): AbortSignal {
    return this.#abort.signal;
  }

  get isClosed(): boolean {
    return this.#abort.signal.aborted;
  }

  opened(connection: Connection, nowMs: number): void {
    if (this.isClosed) connection.close();
    this.connection = connection;
    this.openedAtMs = nowMs;
  }

  close(): void {
    if (this.isClosed) return;
    this.#abort.abort(GIVEN_UP);
    this.connection?.close();
  }
}
