import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodeFrame, FrameDecoder } from '@hushdns/core/transport';
import type { ListenOptions } from './listener.ts';
import type { CloseManner, Delivery } from './reaction.ts';
import type { ClientConnection, ReplyPath } from './responder.ts';

/** A client on a byte stream, TCP or TLS: messages behind a 2-octet length (RFC 7766 8). */
export class StreamClient implements ClientConnection {
  readonly number: number;
  queries = 0;
  readonly #socket: Socket;
  /** What TLS runs over, where it does: only this can be reset. */
  readonly #carrier: Socket;
  /** Frames that wait for the next one. */
  #held: Uint8Array[] = [];
  /** Writes go out one after the other, since one that is split takes several turns. */
  #writing: Promise<void> = Promise.resolve();

  constructor(number: number, socket: Socket, carrier: Socket) {
    this.number = number;
    this.#socket = socket;
    this.#carrier = carrier;
  }

  /** Hands each message that comes to the responder. */
  serve({ protocol, responder, statistics, idleTimeoutMs }: ListenOptions): void {
    const decoder = new FrameDecoder();
    const path = this.#path();
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (chunk: Buffer) => {
      for (const message of decoder.push(chunk)) responder.receive(message, protocol, this, statistics, path);
    });
    // A client that resets is no news; 'close' follows.
    this.#socket.on('error', () => undefined);
    if (idleTimeoutMs !== undefined) this.#socket.setTimeout(idleTimeoutMs, () => this.end('graceful'));
  }

  end(how: CloseManner): void {
    // RST: the client loses what it has not read yet.
    if (how === 'abrupt') this.#carrier.resetAndDestroy();
    else this.#socket.destroySoon();
  }

  #path(): ReplyPath {
    return {
      send: (message, delivery) => this.#enqueue(() => this.#write(encodeFrame(message), delivery)),
      reset: () => this.#enqueue(() => this.end('abrupt')),
      close: ({ how }) => this.#enqueue(() => this.end(how)),
    };
  }

  #enqueue(job: () => void | Promise<void>): void {
    this.#writing = this.#writing.then(job);
  }

  async #write(frame: Uint8Array, delivery: Delivery): Promise<void> {
    if (delivery === 'held') {
      this.#held.push(frame);
    } else if (delivery === 'octets') {
      for (let at = 0; at < frame.length && this.#socket.writable; at++) {
        this.#socket.write(frame.subarray(at, at + 1));
        await nextTurn();
      }
    } else if (this.#socket.writable) {
      const last = delivery === 'half' ? frame.subarray(0, frame.length >>> 1) : frame;
      this.#socket.write(Buffer.concat([...this.#held, last]));
      this.#held = [];
    }
  }
}
