import type { Socket } from 'node:net';
import {
  type Connection,
  type ConnectionEvents,
  encodeFrame,
  FRAME_HEADER_OCTETS,
  FrameDecoder,
  idOf,
  isReplyTo,
  type PoolLimits,
  RandomIds,
  type ReplySink,
  type SentQuery,
  setId,
  WireError,
} from '@hushdns/core/transport';

/** How many queries may be under way on one byte stream. */
const STREAM_CAPACITY = 256;
/** The limits of DNS over byte streams where options say nothing else. */
export const STREAM_LIMITS: PoolLimits = {
  maxConnections: 2,
  expectedCapacity: STREAM_CAPACITY,
  // Below the 10 s and more that servers grant (RFC 7766 6.2.3).
  idleTimeoutMs: 8_000,
  connectTimeoutMs: 5_000,
};
/** Abandoned queries whose replies never came: beyond this the connection is given up, for its server has. */
const MAX_QUARANTINED = 1024;

/** DNS over a byte stream (RFC 7766): pipelined, answered in any order, for TCP and for TLS alike. */
export class StreamConnection implements Connection {
  readonly address: string;
  readonly capacity: number = STREAM_CAPACITY;
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #decoder = new FrameDecoder();
  readonly #ids = new RandomIds();
  readonly #underway = new Map<number, Underway>();
  /** IDs of abandoned queries, not to be given out again before their reply has come (design: Transport contract). */
  readonly #quarantined = new Set<number>();
  #corked = false;
  #over = false;

  constructor(socket: Socket, events: ConnectionEvents) {
    this.address = socket.remoteAddress ?? '';
    this.#socket = socket;
    this.#events = events;
    socket.on('data', (chunk: Uint8Array) => this.#receive(chunk));
    socket.on('error', (error) => this.#lose(error.message, error));
    socket.on('close', () =>
      this.#lose('the server closed the connection', undefined, !this.#decoder.partial),
    );
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined {
    const id = this.#ids.next((each) => this.#underway.has(each) || this.#quarantined.has(each));
    if (id === undefined || this.#over) return undefined;
    const frame = encodeFrame(query);
    const sent = frame.subarray(FRAME_HEADER_OCTETS);
    setId(sent, id);
    this.#underway.set(id, { query: sent, sink });
    this.#write(frame);
    return { cancel: () => this.#cancel(id) };
  }

  close(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  /** Queries asked in the same turn leave in one write. */
  #write(frame: Uint8Array): void {
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(frame);
  }

  #cancel(id: number): void {
    if (!this.#underway.delete(id)) return;
    this.#quarantined.add(id);
    if (this.#quarantined.size > MAX_QUARANTINED) this.#lose('the server answers too few queries');
  }

  #receive(chunk: Uint8Array): void {
    try {
      for (const message of this.#decoder.push(chunk)) this.#dispatch(message);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#lose('what came is no DNS message', error);
    }
  }

  /** A reply that nobody waits for, or to another question, is passed over (RFC 5452 9.1). */
  #dispatch(message: Uint8Array): void {
    const id = idOf(message);
    const underway = this.#underway.get(id);
    if (underway === undefined) {
      this.#quarantined.delete(id);
      return;
    }
    if (!isReplyTo(underway.query, message)) return;
    this.#underway.delete(id);
    underway.sink.reply(message);
  }

  #lose(message: string, cause?: Error, orderly = false): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.destroy();
    this.#events.lost({ message, cause, orderly });
  }
}

interface Underway {
  /** As it was sent, with the ID on the wire. */
  readonly query: Uint8Array;
  readonly sink: ReplySink;
}
