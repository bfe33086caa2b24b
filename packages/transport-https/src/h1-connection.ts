import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import {
  type Connection,
  type ConnectionEvents,
  DohReply,
  type ReplySink,
  type SentQuery,
} from '@hushdns/core/transport';
import { anonymous, commonHeaders, type DohTarget, pathFor } from './doh-target.ts';
import { OneSocketAgent } from './h1-agent.ts';

const CLOSED = 'the server closed the connection';
/** How much of a response that is no reply is read for the sake of the connection: less than another handshake costs. */
const MAX_PASSED_OVER_OCTETS = 256 * 1024;

/** DNS over one HTTP/1.1 connection: one query at a time, for servers that speak no HTTP/2. */
export class Http1Connection implements Connection {
  readonly address: string;
  readonly capacity: number = 1;
  readonly #socket: TLSSocket;
  readonly #agent: OneSocketAgent;
  readonly #target: DohTarget;
  readonly #headers: OutgoingHttpHeaders;
  readonly #events: ConnectionEvents;
  /** What has the socket, though its query may be abandoned. */
  #exchange: Exchange | undefined;
  #over = false;

  constructor(socket: TLSSocket, target: DohTarget, events: ConnectionEvents) {
    this.address = socket.remoteAddress ?? '';
    this.#socket = socket;
    this.#agent = new OneSocketAgent(socket);
    this.#target = target;
    this.#headers = { host: target.authority, ...commonHeaders(target) };
    this.#events = events;
    socket.on('error', (error) => this.#lose(error.message, error));
    socket.on('close', () => this.#lose(CLOSED));
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined {
    if (this.#over || this.#exchange !== undefined || this.#socket.destroyed) return undefined;
    const sent = anonymous(query);
    const exchange: Exchange = {
      request: this.#request(sent),
      reply: new DohReply(sent),
      sink,
      abandoned: false,
      complete: false,
      fault: undefined,
    };
    this.#exchange = exchange;
    exchange.request.on('response', (response) => this.#receive(exchange, response));
    exchange.request.on('error', (error) => this.#lose(error.message, error));
    exchange.request.on('close', () => this.#finish(exchange));
    exchange.request.end(this.#target.method === 'POST' ? sent : undefined);
    return { cancel: () => this.#cancel(exchange) };
  }

  close(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  #request(query: Uint8Array): ClientRequest {
    const { method } = this.#target;
    const headers = method === 'GET' ? this.#headers : { ...this.#headers, 'content-length': query.length };
    return request({ agent: this.#agent, method, path: pathFor(this.#target, query), headers });
  }

  /** HTTP/1.1 cannot take a request back: the connection ends with it. */
  #cancel(exchange: Exchange): void {
    if (exchange !== this.#exchange) return;
    exchange.abandoned = true;
    exchange.request.destroy();
  }

  #receive(exchange: Exchange, response: IncomingMessage): void {
    const { request, reply } = exchange;
    if (!request.shouldKeepAlive && !this.#over) this.#events.retired();
    exchange.fault = reply.head(response.statusCode, response.headers);
    let octets = 0;
    response.on('data', (chunk: Uint8Array) => {
      octets += chunk.length;
      exchange.fault ??= reply.push(chunk);
      if (octets > MAX_PASSED_OVER_OCTETS) request.destroy();
    });
    response.on('end', () => {
      exchange.complete = response.complete;
      if (!request.shouldKeepAlive) this.#finish(exchange);
    });
    response.on('error', () => {});
  }

  /** The response is whole and the socket free for the next request, or closed. */
  #finish(exchange: Exchange): void {
    if (this.#over || exchange !== this.#exchange) return;
    if (!exchange.complete) return this.#lose(CLOSED);
    this.#exchange = undefined;
    try {
      exchange.fault ??= exchange.reply.end();
    } catch (error) {
      return this.#lose('what came is no DNS message', error);
    }
    if (exchange.abandoned) this.#events.unblocked();
    else if (exchange.fault !== undefined) exchange.sink.fail(exchange.reply.failure(exchange.fault));
    else exchange.sink.reply(exchange.reply.message, exchange.reply.ageSeconds);
  }

  #lose(message: string, cause?: unknown): void {
    if (this.#over) return;
    this.close();
    const { fault, abandoned, sink, reply } = this.#exchange ?? {};
    // What the server had said already tells more than how it ended.
    if (fault !== undefined && reply !== undefined && !abandoned) sink?.fail(reply.failure(fault));
    this.#events.lost({ message, cause });
  }
}

interface Exchange {
  readonly request: ClientRequest;
  readonly reply: DohReply;
  readonly sink: ReplySink;
  /** Nobody waits for it any more. */
  abandoned: boolean;
  /** The whole response was read. */
  complete: boolean;
  /** Why the response is no reply. */
  fault: string | undefined;
}
