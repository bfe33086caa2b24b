import type { QuicConnection, StreamHandler } from '@hushdns/quic-engine';

/** Hears once what the server sent on a stream, or why that is not to be had. */
export type TakeReply = (reply: Uint8Array | Error) => void;

/** The bare engine as a client: each message on a stream of its own, opened as soon as the server's credit allows. */
export class CreditedStreams {
  readonly #connection: QuicConnection;
  readonly #nextMessage: () => Uint8Array;
  #waiting: TakeReply[] = [];
  /** The message that there was no credit for. */
  #kept: Uint8Array | undefined;

  /** @param nextMessage Its result's memory may be that of the one before. */
  constructor(connection: QuicConnection, nextMessage: () => Uint8Array) {
    this.#connection = connection;
    this.#nextMessage = nextMessage;
    connection.onStreamsAvailable = () => this.#openWaiting();
    void connection.closed.then(() => this.#openWaiting());
  }

  /** Sends the next message. */
  send(take: TakeReply): void {
    this.#waiting.push(take);
    if (this.#waiting.length === 1) this.#openWaiting();
  }

  #openWaiting(): void {
    let opened = 0;
    while (opened < this.#waiting.length && this.#open(this.#waiting[opened] as TakeReply)) opened++;
    if (opened > 0) this.#waiting = this.#waiting.slice(opened);
  }

  /** False where there is no credit; where the connection has ended, the question has, too. */
  #open(take: TakeReply): boolean {
    const message = this.#kept ?? this.#nextMessage();
    try {
      const stream = this.#connection.openStream(message, { fin: true }, new Reply(take));
      this.#kept = stream === undefined ? message : undefined;
      return stream !== undefined;
    } catch (error) {
      take(error as Error);
      return true;
    }
  }
}

class Reply implements StreamHandler {
  readonly #take: TakeReply;
  #bytes: Uint8Array | undefined;

  constructor(take: TakeReply) {
    this.#take = take;
  }

  data(chunk: Uint8Array): void {
    this.#bytes = this.#bytes === undefined ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  end(): void {
    this.#take(this.#bytes ?? new Error('the server ended a stream without a word'));
  }

  reset(code: number): void {
    this.#take(new Error(`the server reset a stream with ${code}`));
  }

  lost(error: Error): void {
    this.#take(error);
  }
}
