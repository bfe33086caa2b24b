import { FrameDecoder, idOf, isReplyTo } from '@hushdns/core/transport';

/** The one reply that a stream carries (RFC 9250 4.2), put together from its chunks. */
export class DoqReply {
  readonly #query: Uint8Array;
  readonly #decoder = new FrameDecoder();
  readonly #messages: Uint8Array[] = [];

  /** @param query as it was sent. */
  constructor(query: Uint8Array) {
    this.#query = query;
  }

  push(chunk: Uint8Array): void {
    this.#messages.push(...this.#decoder.push(chunk));
  }

  /**
   * The reply of a stream that has ended, or what is wrong with it: each of these is a protocol error (RFC 9250 4.3.3).
   * Throws `WireError` for what is no DNS message.
   */
  finish(): Uint8Array | string {
    const [message, another] = this.#messages;
    if (message === undefined || this.#decoder.partial)
      return 'the server ended the stream before its reply was whole';
    if (another !== undefined) return 'the server sent more than one reply';
    if (!isReplyTo(this.#query, message)) {
      return idOf(message) === 0
        ? 'the reply is to another question'
        : 'the reply has a message ID other than 0';
    }
    return message;
  }
}
