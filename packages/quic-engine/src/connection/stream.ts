import type { QuicConnection, QuicStream, StreamHandler } from '../api.ts';
import { checkCode } from '../checks.ts';
import { writeStream } from '../engine/input.ts';
import type { EngineInstance } from '../engine/instance.ts';
import { type QuicError, throwLater } from '../errors.ts';

/** What a stream needs of its connection. */
export interface StreamOwner extends QuicConnection {
  readonly engine: EngineInstance;
  readonly id: number;
  /** Something waits to be sent. */
  wantsPump(): void;
  /** The stream is over in both directions. */
  forget(stream: EngineStream): void;
}

const NOTHING = new Uint8Array(0);

/** One stream: what flow control keeps back, and which directions are still open. */
export class EngineStream implements QuicStream {
  readonly id: number;
  readonly #owner: StreamOwner;
  #handler: StreamHandler | undefined;
  #keptBack: Uint8Array[] = [];
  #keptBackBytes = 0;
  #finishing = false;
  #sending = true;
  #receiving = true;

  constructor(owner: StreamOwner, id: number, handler?: StreamHandler) {
    this.#owner = owner;
    this.id = id;
    this.#handler = handler;
  }

  get connection(): QuicConnection {
    return this.#owner;
  }

  get bufferedBytes(): number {
    return this.#keptBackBytes;
  }

  /** A stream that the peer opened gets its handler after it exists. */
  set handler(handler: StreamHandler) {
    this.#handler = handler;
  }

  write(data: Uint8Array): boolean {
    this.send(data, false);
    return this.#keptBackBytes === 0;
  }

  finish(data: Uint8Array = NOTHING): void {
    this.send(data, true);
  }

  cancel(code: number): void {
    checkCode(code);
    if (!this.#sending && !this.#receiving) return;
    const { engine, id } = this.#owner;
    engine.tryCall('qe_cancel', id, this.id, code);
    this.#sending = this.#receiving = false;
    this.#dropKeptBack();
    this.#owner.wantsPump();
    this.#owner.forget(this);
  }

  send(data: Uint8Array, fin: boolean): void {
    if (!this.#sending || this.#finishing) return;
    this.#finishing = fin;
    if (this.#keptBackBytes > 0) {
      this.#keepBack(data, 0);
      return;
    }
    const written = this.#push(data, fin);
    if (written < data.length) this.#keepBack(data, written);
    else if (fin) this.#endSending();
  }

  data(chunk: Uint8Array): void {
    this.#handler?.data(chunk);
  }

  end(): void {
    if (this.#endReceiving()) this.#handler?.end();
  }

  reset(code: number): void {
    if (this.#endReceiving()) this.#handler?.reset(code);
  }

  stopped(code: number): void {
    this.#dropKeptBack();
    this.#endSending();
    this.#handler?.stopped?.(code);
  }

  /** Flow control lets more through. */
  writable(): void {
    if (this.#keptBack.length === 0) return;
    while (this.#sending) {
      const next = this.#keptBack[0] ?? NOTHING;
      const last = this.#keptBack.length <= 1;
      const written = this.#push(next, this.#finishing && last);
      this.#keptBackBytes -= written;
      if (written < next.length) {
        this.#keptBack[0] = next.subarray(written);
        return;
      }
      this.#keptBack.shift();
      if (last) break;
    }
    if (this.#finishing) this.#endSending();
    this.#handler?.drained?.();
  }

  /** The connection ended. */
  lost(error: QuicError): void {
    this.#dropKeptBack();
    this.#sending = false;
    if (!this.#receiving) return;
    this.#receiving = false;
    try {
      this.#handler?.lost(error);
    } catch (thrown) {
      throwLater(thrown);
    }
  }

  #push(data: Uint8Array, fin: boolean): number {
    this.#owner.wantsPump();
    return writeStream(this.#owner.engine, this.#owner.id, this.id, data, fin);
  }

  #keepBack(data: Uint8Array, from: number): void {
    // A copy: Buffer's own slice() would be a view of what the caller may reuse.
    this.#keptBack.push(new Uint8Array(data.subarray(from)));
    this.#keptBackBytes += data.length - from;
  }

  #dropKeptBack(): void {
    this.#keptBack = [];
    this.#keptBackBytes = 0;
  }

  #endSending(): void {
    if (!this.#sending) return;
    this.#sending = false;
    if (!this.#receiving) this.#owner.forget(this);
  }

  #endReceiving(): boolean {
    if (!this.#receiving) return false;
    this.#receiving = false;
    if (!this.#sending) this.#owner.forget(this);
    return true;
  }
}
