import { type ClientHttp2Session, constants, type OutgoingHttpHeaders, type Settings } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import {
  type Connection,
  type ConnectionEvents,
  type ReplySink,
  type SentQuery,
} from '@hushdns/core/transport';
import { anonymous, commonHeaders, type DohTarget, pathFor } from './doh-target.ts';
import { http2ErrorName } from './h2-error-name.ts';
import { type ExchangeOwner, Http2Exchange } from './h2-exchange.ts';

/** How many streams may be open on one session, where its server allows more. */
export const MAX_CONCURRENT_STREAMS = 256;
/** Stream IDs are odd and below 2^31 (RFC 9113 5.1.1): a session retires while all under way still have one. */
const LAST_STREAM_ID = 0x7fff_ffff - 2 * MAX_CONCURRENT_STREAMS;

/** DNS over one HTTP/2 session (RFC 8484 5.2), a stream for each query. */
export class Http2Connection implements Connection, ExchangeOwner {
  readonly address: string;
  readonly #session: ClientHttp2Session;
  readonly #socket: TLSSocket;
  readonly #target: DohTarget;
  readonly #headers: OutgoingHttpHeaders;
  readonly #events: ConnectionEvents;
  readonly #underway = new Set<Http2Exchange>();
  #capacity: number;
  #retired = false;
  #over = false;

  constructor(session: ClientHttp2Session, socket: TLSSocket, target: DohTarget, events: ConnectionEvents) {
    this.address = socket.remoteAddress ?? '';
    this.#session = session;
    this.#socket = socket;
    this.#target = target;
    this.#headers = {
      ':method': target.method,
      ':scheme': 'https',
      ':authority': target.authority,
      ':path': target.endpoint.path,
      ...commonHeaders(target),
    };
    this.#events = events;
    this.#capacity = capacityOf(session.remoteSettings);
    session.on('remoteSettings', (settings: Settings) => this.#adapt(settings));
    session.on('goaway', (code: number, lastStreamId: number) => this.#onGoaway(code, lastStreamId));
    session.on('error', (error) => this.#lose(error.message, error));
    session.on('close', () => this.#lose('the server closed the connection'));
  }

  get capacity(): number {
    return this.#capacity;
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined {
    const session = this.#session;
    if (this.#over || this.#retired || session.closed || session.destroyed) return undefined;
    const sent = anonymous(query);
    const stream = session.request(this.#headersFor(sent));
    // The Agent refs the session with each request: what keeps the process alive is the deadline of who waits.
    session.unref();
    const exchange = new Http2Exchange(stream, sent, sink, this);
    this.#underway.add(exchange);
    if (this.#target.method === 'POST') stream.end(sent);
    return exchange;
  }

  close(): void {
    this.#over = true;
    // Node ends the process where a session is destroyed while it reads, as it does in whatever its streams call.
    setImmediate(() => {
      this.#session.destroy();
      // By itself the session would wait for its server to take what is left to write.
      this.#socket.destroy();
    });
  }

  forget(exchange: Http2Exchange): void {
    this.#underway.delete(exchange);
    if (exchange.streamId > LAST_STREAM_ID) this.retire();
  }

  retire(): void {
    if (this.#retired || this.#over) return;
    this.#retired = true;
    this.#events.retired();
  }

  interrupted(exchange: Http2Exchange, code: number, cause: Error | undefined): void {
    // Before Node 24 a session outlives its socket for a moment.
    if (this.#session.destroyed || this.#socket.destroyed)
      this.#lose(cause?.message ?? 'the server closed the connection', cause);
    else exchange.fail(`the server reset the stream with ${http2ErrorName(code)}`, cause);
  }

  /** Node copies headers before it sends them: one object does for all queries. */
  #headersFor(query: Uint8Array): OutgoingHttpHeaders {
    if (this.#target.method === 'GET') this.#headers[':path'] = pathFor(this.#target, query);
    else this.#headers['content-length'] = query.length;
    return this.#headers;
  }

  #adapt(settings: Settings): void {
    const capacity = capacityOf(settings);
    if (this.#over || capacity === this.#capacity) return;
    this.#capacity = capacity;
    this.#events.capacity(capacity);
  }

  /** RFC 9113 6.8: what lies above the last stream ID was not processed and may be asked again. */
  #onGoaway(code: number, lastStreamId: number): void {
    this.retire();
    const message = `the server ended the session with ${http2ErrorName(code)}`;
    for (const exchange of this.#underway) if (exchange.streamId > lastStreamId) exchange.refuse(message);
    if (code !== constants.NGHTTP2_NO_ERROR) this.#lose(message);
  }

  #lose(message: string, cause?: unknown): void {
    if (this.#over) return;
    this.close();
    this.#events.lost({ message, cause });
  }
}

function capacityOf({ maxConcurrentStreams = Infinity }: Settings): number {
  return Math.min(maxConcurrentStreams, MAX_CONCURRENT_STREAMS);
}
