import {
  type ClientHttp2Stream,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import { DohReply, type ReplySink, type SentQuery } from '@hushdns/core/transport';
import { http2ErrorName } from './h2-error-name.ts';

const { NGHTTP2_CANCEL, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = constants;

/** The connection, as one of its exchanges sees it. */
export interface ExchangeOwner {
  /** The exchange is over. */
  forget(exchange: Http2Exchange): void;
  /** The session is to take no more queries. */
  retire(): void;
  /** The stream was closed before its response was whole: by its server, or with the whole session. */
  interrupted(exchange: Http2Exchange, code: number, cause: Error | undefined): void;
}

/** One query on one stream. Ends once: with a reply, with an error of its own, or in silence where it is abandoned or the connection lost. */
export class Http2Exchange implements SentQuery {
  readonly #stream: ClientHttp2Stream;
  readonly #reply: DohReply;
  readonly #sink: ReplySink;
  readonly #owner: ExchangeOwner;
  #over = false;

  constructor(stream: ClientHttp2Stream, query: Uint8Array, sink: ReplySink, owner: ExchangeOwner) {
    this.#stream = stream;
    this.#reply = new DohReply(query);
    this.#sink = sink;
    this.#owner = owner;
    listen(stream, this);
  }

  get streamId(): number {
    return this.#stream.id ?? 0;
  }

  cancel(): void {
    if (this.#finish()) this.#stream.close(NGHTTP2_CANCEL);
  }

  /** Ends as a query that the server has not processed. */
  refuse(message: string): void {
    if (this.#finish()) this.#sink.unprocessed({ message });
  }

  fail(message: string, cause?: unknown): void {
    if (!this.#finish()) return;
    this.#stream.close(NGHTTP2_CANCEL);
    this.#sink.fail(this.#reply.failure(message, cause));
  }

  onResponse(headers: IncomingHttpHeaders & IncomingHttpStatusHeader): void {
    const fault = this.#reply.head(headers[':status'], headers);
    if (fault !== undefined) this.fail(fault);
  }

  onData(chunk: Uint8Array): void {
    if (this.#over) return;
    const fault = this.#reply.push(chunk);
    if (fault !== undefined) this.fail(fault);
  }

  onEnd(): void {
    // Node ends the streams of a connection that dies too; their `close` follows.
    if (this.#over || this.#stream.rstCode !== NGHTTP2_NO_ERROR) return;
    try {
      const fault = this.#reply.end();
      if (fault !== undefined) return this.fail(fault);
    } catch (error) {
      // Those beside it may have better replies.
      this.#owner.retire();
      return this.fail('what came is no DNS message', error);
    }
    this.#finish();
    this.#sink.reply(this.#reply.message, this.#reply.ageSeconds);
  }

  /** The session is ending, though Node says so later: the stream is closed as refused and is not to go there again. */
  onFrameError(): void {
    this.#owner.retire();
  }

  onClose(): void {
    if (this.#over) return;
    const { rstCode, errored } = this.#stream;
    if (rstCode === NGHTTP2_REFUSED_STREAM)
      this.refuse(`the server reset the stream with ${http2ErrorName(rstCode)}`);
    else this.#owner.interrupted(this, rstCode, errored ?? undefined);
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#owner.forget(this);
    return true;
  }
}

const EXCHANGE = Symbol('exchange');
type ExchangeStream = ClientHttp2Stream & { [EXCHANGE]: Http2Exchange };

/** The same functions for every stream: none is made for a query. */
function listen(stream: ClientHttp2Stream, exchange: Http2Exchange): void {
  (stream as ExchangeStream)[EXCHANGE] = exchange;
  stream
    .on('response', onResponse)
    .on('data', onData)
    .on('end', onEnd)
    .on('frameError', onFrameError)
    .on('close', onClose)
    .on('error', onError);
}

function onResponse(this: ClientHttp2Stream, headers: IncomingHttpHeaders & IncomingHttpStatusHeader): void {
  (this as ExchangeStream)[EXCHANGE].onResponse(headers);
}

function onData(this: ClientHttp2Stream, chunk: Uint8Array): void {
  (this as ExchangeStream)[EXCHANGE].onData(chunk);
}

function onEnd(this: ClientHttp2Stream): void {
  (this as ExchangeStream)[EXCHANGE].onEnd();
}

function onFrameError(this: ClientHttp2Stream): void {
  (this as ExchangeStream)[EXCHANGE].onFrameError();
}

function onClose(this: ClientHttp2Stream): void {
  (this as ExchangeStream)[EXCHANGE].onClose();
}

/** `close` follows and finds the error in `errored`. */
function onError(): void {}
