import {
  type Clock,
  type Connection,
  type ConnectionEvents,
  encodeFrame,
  FRAME_HEADER_OCTETS,
  type ReplySink,
  type SentQuery,
  setId,
  type Timer,
  WireError,
} from '@hushdns/core/transport';
import { type QuicConnection, QuicError, type QuicStream, type StreamHandler } from '@hushdns/quic-engine';
import { DOQ_NO_ERROR, DOQ_PROTOCOL_ERROR, DOQ_REQUEST_CANCELLED, doqCodeName } from './doq-codes.ts';
import { DoqReply } from './doq-reply.ts';
import { CAUTIOUS_SPAN, PROVEN_SPAN } from './spans.ts';
import { StallWatch, type Watched } from './stall-watch.ts';

/** Client-initiated bidirectional streams are numbered in steps of four (RFC 9000 2.1). */
const STREAM_ID_STEP = 4;
/** A server grants new streams as it hears that old ones are over: what has not come by then does not come. */
const CREDIT_WAIT_MS = 500;

/** DNS over one QUIC connection (RFC 9250): a stream for each query. */
export class DoqConnection implements Connection {
  readonly address: string;
  readonly #quic: QuicConnection;
  readonly #events: ConnectionEvents;
  readonly #clock: Clock;
  readonly #watch: StallWatch;
  /** By stream ID, the oldest first. */
  readonly #underway = new Map<number, Underway>();
  #span = CAUTIOUS_SPAN;
  /** Of the stream opened last; undefined before the first. */
  #newestId: number | undefined;
  #outOfCredit = false;
  #creditWait: Timer | undefined;
  #blocked = false;
  #over = false;

  constructor(quic: QuicConnection, events: ConnectionEvents, clock: Clock) {
    this.address = quic.remote.address;
    this.#quic = quic;
    this.#events = events;
    this.#clock = clock;
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
    this.#awaitCredit();
    return undefined;
  }

  close(): void {
    this.#stop();
    void this.#quic.close(DOQ_NO_ERROR);
  }

  #ask(query: Uint8Array, sink: ReplySink): QuicStream | undefined {
    const frame = encodeFrame(query);
    const sent = frame.subarray(FRAME_HEADER_OCTETS);
    // RFC 9250 4.2.1.
    setId(sent, 0);
    const reply = new DoqReply(sent);
    const stream = this.#open(frame, {
      data: (chunk) => this.#judge(reply.push(chunk)),
      end: () => this.#ended(stream?.id, reply),
      reset: (code) => this.#reset(stream?.id, code),
      // `closed` tells of the connection's end, once for all streams.
      lost: () => {},
    });
    if (stream === undefined) return undefined;
    this.#newestId = stream.id;
    this.#underway.set(stream.id, { stream, sink, sentAtMs: this.#clock.now() });
    this.#watch.start();
    return stream;
  }

  #open(frame: Uint8Array, handler: StreamHandler): QuicStream | undefined {
    try {
      const stream = this.#quic.openStream(frame, { fin: true }, handler);
      this.#outOfCredit = stream === undefined;
      return stream;
    } catch (error) {
      // The connection has ended; `closed` tells.
      if (error instanceof QuicError) return undefined;
      throw error;
    }
  }

  #spanIsFull(): boolean {
    const [oldestId] = this.#underway.keys();
    if (oldestId === undefined || this.#newestId === undefined) return false;
    return (this.#newestId - oldestId) / STREAM_ID_STEP + 1 >= this.#span;
  }

  #ended(id: number | undefined, reply: DoqReply): void {
    try {
      if (this.#judge(reply.end())) return;
      this.#watch.answered();
      this.#finish(id)?.reply(reply.message);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#breach('what came is no DNS message', error);
    }
  }

  #reset(id: number | undefined, code: number): void {
    this.#watch.answered();
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
    if (this.#blocked) queueMicrotask(() => this.#unblock());
    return underway.sink;
  }

  #unblock(): void {
    this.#awaitCredit();
    if (this.#over || !this.#blocked || this.#outOfCredit || this.#spanIsFull()) return;
    this.#blocked = false;
    this.#events.unblocked();
  }

  /**
   * Some servers grant a number of streams for the connection's whole life: where no more come once all are over,
   * another connection has to go on. One that never carried a stream is left alone, or it would be dialled in a circle.
   */
  #awaitCredit(): void {
    const usedUp = this.#outOfCredit && this.#underway.size === 0 && this.#newestId !== undefined;
    if (!usedUp || this.#over) return;
    this.#creditWait ??= this.#clock.startTimer(CREDIT_WAIT_MS, () => this.#events.retired());
  }

  #credited(): void {
    this.#outOfCredit = false;
    this.#creditWait?.cancel();
    this.#creditWait = undefined;
    if (this.#span < PROVEN_SPAN && this.#newestId !== undefined) {
      this.#span = PROVEN_SPAN;
      this.#events.capacity(PROVEN_SPAN);
    }
    this.#unblock();
  }

  #watched(): Watched {
    const quic = this.#quic;
    const isHeld = (): boolean => this.#blocked && this.#spanIsFull();
    return {
      get lastReceivedAtMs() {
        return quic.lastReceivedAtMs;
      },
      get held() {
        return isHeld();
      },
      underway: (sentBeforeMs = Infinity) => {
        let count = 0;
        for (const { sentAtMs } of this.#underway.values()) if (sentAtMs <= sentBeforeMs) count++;
        return count;
      },
      ping: () => quic.ping(),
      dead: () => this.#lose('the server no longer answers'),
      stalled: () => this.#events.retired(),
    };
  }

  /** Ends the connection where something is wrong with a reply; says whether it was. */
  #judge(fault: string | undefined): boolean {
    if (fault !== undefined) this.#breach(fault);
    return fault !== undefined;
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
    this.#stop();
    this.#events.lost({ message, cause, orderly });
  }

  #stop(): void {
    this.#over = true;
    this.#watch.stop();
    this.#creditWait?.cancel();
  }
}

interface Underway {
  readonly stream: QuicStream;
  readonly sink: ReplySink;
  readonly sentAtMs: number;
}
