import type { Connection, ConnectionEvents, ReplySink, SentQuery } from '../transport/connection.ts';

/** A connection without a network: a test sees what was sent on it and says what comes back. */
export class SimulatedConnection implements Connection {
  readonly address = '192.0.2.1';
  readonly capacity: number;
  readonly events: ConnectionEvents;
  /** What was sent and neither answered nor cancelled. */
  readonly underway: { readonly query: Uint8Array; readonly sink: ReplySink }[] = [];
  closed = false;

  constructor(events: ConnectionEvents, capacity = 100) {
    this.events = events;
    this.capacity = capacity;
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery {
    const entry = { query, sink };
    this.underway.push(entry);
    return { cancel: () => this.#remove(entry) };
  }

  /** Answers the oldest query with its own octets, as a response. */
  answer(): void {
    const entry = this.underway.shift();
    if (entry === undefined) throw new Error('no query is under way');
    const reply = new Uint8Array(entry.query);
    reply[2] = (reply[2] as number) | 0x80;
    entry.sink.reply(reply);
  }

  close(): void {
    this.closed = true;
  }

  #remove(entry: (typeof this.underway)[number]): void {
    const at = this.underway.indexOf(entry);
    if (at >= 0) this.underway.splice(at, 1);
  }
}
