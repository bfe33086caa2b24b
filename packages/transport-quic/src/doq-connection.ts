import {
  type Clock,
  type Connection,
  type ConnectionEvents,
  encodeFrame,
  FRAME_HEADER_OCTETS,
  type ReplySink,
  type SentQuery,
  setId,
  WireError,
} from '@hushdns/core/transport';
import type { QuicConnection, QuicError, QuicStream, StreamHandler } from '@hushdns/quic-engine';
import { DOQ_NO_ERROR, DOQ_PROTOCOL_ERROR, DOQ_REQUEST_CANCELLED, doqCodeName } from './doq-codes.ts';
import { DoqReply } from './doq-reply.ts';
import { StallWatch } from './stall-watch.ts';

/**
 * How many streams the newest may be ahead of the oldest unfinished one, and so how many may be under way: some servers
 * stall without a word beyond 10.
 */
export const CAUTIOUS_SPAN = 8;
/** The same for a server that has granted more streams than it began with, as one in good order does (RFC 9000 4.6). */
const PROVEN_SPAN = 100;
/** Client-initiated bidirectional streams are numbered in steps of four (RFC 9000 2.1). */
const STREAM_ID_STEP = 4;

/** DNS over one QUIC connection (RFC 9250): a stream for each query. */
export class DoqConnection implements Connection {
  readonly address: string;
  readonly #quic: QuicConnection;
  readonly #events: ConnectionEvents;
  readonly #watch: StallWatch;
  /** By stream ID, the oldest first. */
  readonly #underway = new Map<number, Underway>();
  #span = CAUTIOUS_SPAN;
  #newestId = 0;
  #outOfCredit = false;
  #blocked = false;
  #over = false;

  constructor(quic: QuicConnection, events: ConnectionEvents, clock: Clock) {
    this.address = quic.remote.address;
    this.#quic = quic;
    this.#events = events;
    this.#watch = new StallWatch(this.#watched(), clock);
    quic.onStreamsAvailable = () => this.#credited();
    void quic.closed.then((error) => this.#ending(error));
  }

  get capacity(): number {
    return this.#span;
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined {
    const stream = this.#over || this.#spanIsFull() ? undefined : this.#ask(query, sink);
    if (stream !== undefined) return { cancel: () => this.#cancel(stream) };
    this.#blocked = true;
    queueMicrotask(() => this.#retireIfUsedUp());
    return undefined;
  }

  close(): void {
    this.#over = true;
    this.#watch.stop();
    void this.#quic.close(DOQ_NO_ERROR);
  }

  #ask(query: Uint8Array, sink: ReplySink): QuicStream | undefined {
    const frame = encodeFrame(query);
    const sent = frame.subarray(FRAME_HEADER_OCTETS);
    // RFC 9250 4.2.1.
    setId(sent, 0);
    const reply = new DoqReply(sent);
    const stream = this.#open(frame, {
      data: (chunk) => reply.push(chunk),
      end: () => this.#ended(stream?.id, reply),
      reset: (code) => this.#reset(stream?.id, code),
      // `closed` tells of the connection's end, once for all streams.
      lost: () => {},
    });
    if (stream === undefined) return undefined;
    this.#newestId = stream.id;
    this.#underway.set(stream.id, { stream, sink });
    this.#watch.start();
    return stream;
  }

  #open(frame: Uint8Array, handler: StreamHandler): QuicStream | undefined {
    // A connection that has ended throws; `closed` has the reason.
    if (this.#quic.state.name !== 'established') return undefined;
    const stream = this.#quic.openStream(frame, { fin: true }, handler);
    this.#outOfCredit = stream === undefined;
    return stream;
  }

  #spanIsFull(): boolean {
    const oldest = this.#underway.keys().next();
    return (
      !(oldest.done ?? false) && (this.#newestId - (oldest.value ?? 0)) / STREAM_ID_STEP + 1 >= this.#span
    );
  }

  #ended(id: number | undefined, reply: DoqReply): void {
    try {
      const message = reply.finish();
      if (typeof message === 'string') this.#breach(message);
      else this.#finish(id)?.reply(message);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#breach('what came is no DNS message', error);
    }
  }

  #reset(id: number | undefined, code: number): void {
    this.#finish(id)?.fail({ message: `the server reset the stream with ${doqCodeName(code)}` });
  }

  #cancel({ id }: QuicStream): void {
    this.#underway.get(id)?.stream.cancel(DOQ_REQUEST_CANCELLED);
    this.#finish(id);
  }

  /** Takes a query off its stream, which may make room for the next. */
  #finish(id: number | undefined): ReplySink | undefined {
    const underway = id === undefined ? undefined : this.#underway.get(id);
    if (id === undefined || underway === undefined) return undefined;
    this.#underway.delete(id);
    this.#watch.progressed();
    if (this.#blocked) queueMicrotask(() => this.#unblock());
    return underway.sink;
  }

  #unblock(): void {
    this.#retireIfUsedUp();
    if (!this.#blocked || this.#outOfCredit || this.#spanIsFull()) return;
    this.#blocked = false;
    this.#events.unblocked();
  }

  /** Some servers grant a number of streams for the connection's whole life: then another connection has to go on. */
  #retireIfUsedUp(): void {
    if (this.#outOfCredit && this.#underway.size === 0) this.#events.retired();
  }

  #credited(): void {
    this.#outOfCredit = false;
    if (this.#span < PROVEN_SPAN) {
      this.#span = PROVEN_SPAN;
      this.#events.capacity(PROVEN_SPAN);
    }
    this.#unblock();
  }

  #watched(): ConstructorParameters<typeof StallWatch>[0] {
    const underway = this.#underway;
    const quic = this.#quic;
    return {
      get underway() {
        return underway.size;
      },
      get lastReceivedAtMs() {
        return quic.lastReceivedAtMs;
      },
      ping: () => quic.ping(),
      dead: () => this.#lose('the server no longer answers'),
      stalled: () => this.#moveElsewhere(),
    };
  }

  #moveElsewhere(): void {
    const stalled = [...this.#underway.values()];
    this.#underway.clear();
    this.#events.retired();
    const failure = { message: 'the server stopped answering on this connection' };
    for (const { stream, sink } of stalled) {
      stream.cancel(DOQ_REQUEST_CANCELLED);
      sink.unprocessed(failure);
    }
  }

  /** RFC 9250 4.3.3: the connection ends with DOQ_PROTOCOL_ERROR. */
  #breach(message: string, cause?: WireError): void {
    void this.#quic.close(DOQ_PROTOCOL_ERROR, message);
    this.#lose(message, cause);
  }

  #ending(error: QuicError): void {
    const orderly = error.kind === 'application-closed' && error.code === DOQ_NO_ERROR;
    this.#lose(error.message, error, orderly);
  }

  #lose(message: string, cause?: Error, orderly = false): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch.stop();
    this.#events.lost({ message, cause, orderly });
  }
}

interface Underway {
  readonly stream: QuicStream;
  readonly sink: ReplySink;
}
