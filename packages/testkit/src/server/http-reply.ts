import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { DOH_MEDIA_TYPE, DOH_PATH, type RefusedRequest } from './doh-request.ts';
import type { HttpClient } from './http-client.ts';
import type { CloseStep, Delivery, HttpStep } from './reaction.ts';
import type { ReplyPath } from './responder.ts';

/** RFC 9113 7. */
const INTERNAL_ERROR = 2;

/** The response to one request; the first whole one counts. */
export class HttpReply implements ReplyPath {
  readonly #response: ServerResponse | Http2ServerResponse;
  readonly #client: HttpClient;
  #over = false;

  constructor(response: ServerResponse | Http2ServerResponse, client: HttpClient, onCancelled: () => void) {
    this.#response = response;
    this.#client = client;
    response.on('error', () => undefined);
    response.on('close', () => {
      if (!this.#over && !client.ended) onCancelled();
      this.#over = true;
    });
  }

  send(message: Uint8Array, delivery: Delivery): void {
    const headers = { 'content-type': DOH_MEDIA_TYPE };
    if (delivery === 'half') this.#dribble(message, message.length >>> 1);
    else if (delivery === 'octets') this.#dribble(message, message.length);
    else this.#respond(200, headers, message);
  }

  http({ status = 200, contentType = DOH_MEDIA_TYPE, headers, body }: HttpStep, answer?: Uint8Array): void {
    this.#respond(status, { ...headers, 'content-type': contentType }, body ?? answer ?? new Uint8Array());
  }

  refuse({ status }: RefusedRequest): void {
    const text = new TextEncoder().encode(`DNS queries are answered at ${DOH_PATH}\n`);
    this.#respond(status, { 'content-type': 'text/plain' }, text);
  }

  reset(code: number = INTERNAL_ERROR): void {
    this.#over = true;
    if (this.#client.speaksHttp2) (this.#response as Http2ServerResponse).stream.close(code);
    else this.#client.end('abrupt', code);
  }

  close({ how, code = 0 }: CloseStep): void {
    this.#client.end(how, code);
  }

  #respond(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array): void {
    if (!this.#start(status, headers, body.length)) return;
    this.#over = true;
    this.#response.end(body);
  }

  /** Octet by octet, as far as `until`. */
  #dribble(message: Uint8Array, until: number): void {
    if (!this.#start(200, { 'content-type': DOH_MEDIA_TYPE }, message.length)) return;
    // Both kinds of response have this `write`.
    const response = this.#response as ServerResponse;
    const writeFrom = (at: number): void => {
      if (response.destroyed) return;
      if (at < until) response.write(message.subarray(at, at + 1), () => setImmediate(writeFrom, at + 1));
      else if (at === message.length) {
        this.#over = true;
        response.end();
      }
    };
    writeFrom(0);
  }

  #start(status: number, headers: Readonly<Record<string, string>>, octets: number): boolean {
    if (this.#over || this.#response.headersSent || this.#response.destroyed) return false;
    this.#response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) this.#response.setHeader(name, value);
    this.#response.setHeader('content-length', String(octets));
    return true;
  }
}
