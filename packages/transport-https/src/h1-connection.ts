import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import {
  type Connection,
  type ConnectionEvents,
  DohReply,
  MAX_MESSAGE_OCTETS,
  type ReplySink,
  type SentQuery,
  TransportError,
} from '@hushdns/core/transport';
import { anonymous, commonHeaders, type DohTarget, pathFor } from './doh-target.ts';
import { OneSocketAgent } from './h1-agent.ts';

/** DNS over one HTTP/1.1 connection: one query at a time, for servers that speak no HTTP/2. */
export class Http1Connection implements Connection {
  readonly address: string;
  readonly capacity: number = 1;
  readonly #socket: TLSSocket;
  readonly #agent: OneSocketAgent;
  readonly #target: DohTarget;
  readonly #headers: OutgoingHttpHeaders;
  readonly #events: ConnectionEvents;
  /** Whatever still has the socket, its query abandoned or answered with a fault as it may be. */
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
    socket.on('close', () => this.#lose('the server closed the connection'));
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined {
    if (this.#over || this.#exchange !== undefined || this.#socket.destroyed) return undefined;
    const sent = anonymous(query);
    const exchange: Exchange = {
      request: this.#request(sent),
      reply: new DohReply(sent),
      sink,
      settled: false,
      complete: false,
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
    if (exchange.settled) return;
    exchange.settled = true;
    exchange.request.destroy();
  }

  #receive(exchange: Exchange, response: IncomingMessage): void {
    if (!exchange.request.shouldKeepAlive) this.#events.retired();
    this.#fail(exchange, exchange.reply.head(response.statusCode, response.headers));
    let octets = 0;
    response.on('data', (chunk: Uint8Array) => {
      octets += chunk.length;
      if (!exchange.settled) this.#fail(exchange, exchange.reply.push(chunk));
      // What follows a fault is read for the sake of the connection, and not without end.
      if (octets > MAX_MESSAGE_OCTETS) exchange.request.destroy();
    });
    response.on('end', () => {
      exchange.complete = response.complete;
    });
    response.on('error', () => {});
  }

  #fail(exchange: Exchange, fault: string | undefined): void {
    if (fault === undefined || exchange.settled) return;
    exchange.settled = true;
    exchange.sink.fail(this.#errorFor(fault));
  }

  /** The socket is free for the next request, or closed. */
  #finish(exchange: Exchange): void {
    if (this.#over) return;
    if (!exchange.complete) return this.#lose('the server closed the connection');
    this.#exchange = undefined;
    if (exchange.settled) return this.#events.unblocked();
    try {
      this.#fail(exchange, exchange.reply.end());
    } catch (error) {
      return this.#lose('what came is no DNS message', error);
    }
    if (exchange.settled) return;
    exchange.settled = true;
    exchange.sink.reply(exchange.reply.message, exchange.reply.ageSeconds);
  }

  #errorFor(message: string, cause?: unknown): TransportError {
    const { protocol, url: endpoint } = this.#target.endpoint;
    return new TransportError(message, { phase: 'receive', protocol, endpoint, cause });
  }

  #lose(message: string, cause?: unknown): void {
    if (this.#over) return;
    this.close();
    this.#events.lost(this.#errorFor(message, cause));
  }
}

interface Exchange {
  readonly request: ClientRequest;
  readonly reply: DohReply;
  readonly sink: ReplySink;
  /** The query has its outcome, or nobody waits for it. */
  settled: boolean;
  /** The whole response was read. */
  complete: boolean;
}
