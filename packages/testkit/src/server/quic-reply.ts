import type { QuicStream } from '@hushdns/quic-engine';
import { encodeFrame } from '@hushdns/core/transport';
import type { CloseManner, CloseStep, Delivery } from './reaction.ts';
import type { ReplyPath } from './responder.ts';

/** DOQ_NO_ERROR and DOQ_INTERNAL_ERROR (RFC 9250 4.3). */
const NO_ERROR = 0;
const INTERNAL_ERROR = 1;

/** What ends a connection in this manner, where nothing else is asked for. */
export function closeCode(how: CloseManner): number {
  return how === 'graceful' ? NO_ERROR : INTERNAL_ERROR;
}

/** The reply on one stream: the first whole message ends it. */
export class QuicReply implements ReplyPath {
  /** Whether nothing more can be said here. */
  over = false;
  readonly #stream: QuicStream;

  constructor(stream: QuicStream) {
    this.#stream = stream;
  }

  send(message: Uint8Array, delivery: Delivery): void {
    if (this.over) return;
    const frame = encodeFrame(message);
    if (delivery === 'half') this.#stream.write(frame.subarray(0, frame.length >>> 1));
    else if (delivery === 'open') this.#stream.write(frame);
    else if (delivery === 'octets') this.#dribble(frame, 0);
    else {
      this.over = true;
      this.#stream.finish(frame);
    }
  }

  reset(code: number = INTERNAL_ERROR): void {
    this.over = true;
    this.#stream.cancel(code);
  }

  close({ how, code = closeCode(how) }: CloseStep): void {
    this.over = true;
    void this.#stream.connection.close(code);
  }

  /** Each turn of the event loop makes packets of its own. */
  #dribble(frame: Uint8Array, at: number): void {
    if (this.over) return;
    if (at < frame.length) {
      this.#stream.write(frame.subarray(at, at + 1));
      setImmediate(() => this.#dribble(frame, at + 1));
    } else {
      this.over = true;
      this.#stream.finish();
    }
  }
}
