import {
  FRAME_HEADER_OCTETS,
  FrameDecoder,
  idOf,
  isReplyTo,
  MAX_MESSAGE_OCTETS,
} from '@hushdns/core/transport';

const ANOTHER_REPLY = 'the server sent more than one reply on a stream';

/**
 * The one reply that a stream carries (RFC 9250 4.2), put together from its chunks. Each step says what is wrong, or
 * nothing: every fault is a protocol error (RFC 9250 4.3.3), after which nothing more is to be read.
 */
export class DoqReply {
  readonly #query: Uint8Array;
  readonly #decoder = new FrameDecoder();
  #octets = 0;
  #message: Uint8Array | undefined;

  /** Takes the query as it was sent. */
  constructor(query: Uint8Array) {
    this.#query = query;
  }

  /** The reply, once `end` found no fault. */
  get message(): Uint8Array {
    return this.#message ?? new Uint8Array();
  }

  push(chunk: Uint8Array): string | undefined {
    this.#octets += chunk.length;
    if (this.#octets > FRAME_HEADER_OCTETS + MAX_MESSAGE_OCTETS) return ANOTHER_REPLY;
    const messages = this.#decoder.push(chunk);
    if (messages.length + (this.#message === undefined ? 0 : 1) > 1) return ANOTHER_REPLY;
    this.#message ??= messages[0];
    return this.#message !== undefined && this.#decoder.partial ? ANOTHER_REPLY : undefined;
  }

  /** Throws `WireError` where what came is no DNS message. */
  end(): string | undefined {
    const message = this.#message;
    if (message === undefined) return 'the server ended a stream before its reply was whole';
    if (isReplyTo(this.#query, message)) return undefined;
    return idOf(message) === 0
      ? 'the reply is to another question'
      : 'the reply has a message ID other than 0';
  }
}
