import { isReplyTo, MAX_MESSAGE_OCTETS } from '../wire/index.ts';
import type { Failure } from './connection.ts';
import { ageSecondsOf, dohHeadFault, retryAfterSecondsOf } from './doh.ts';

/** The fields of a response that matter to DoH, by their names in lower case. */
export interface DohReplyFields {
  readonly 'content-type'?: string | undefined;
  readonly 'content-length'?: string | undefined;
  readonly age?: string | undefined;
  readonly 'retry-after'?: string | undefined;
}

/**
 * The reply to one query as HTTP brings it, whatever the version: a head, then the octets of the body, then its end.
 * Each step says what is wrong, in words for an error, or undefined; after a fault nothing more is to be read.
 */
export class DohReply {
  /** How long a cache on the way has held the reply (RFC 8484 5.1). */
  ageSeconds: number | undefined;
  readonly #query: Uint8Array;
  #announced: number | undefined;
  #first: Uint8Array | undefined;
  /** What came behind the first chunk: most replies are one. */
  #rest: Uint8Array[] | undefined;
  #octets = 0;
  #headed = false;
  /** Of a response that is no answer. */
  #refusal: Pick<Failure, 'httpStatus' | 'retryAfterSeconds'> | undefined;

  /** Takes the query as it was sent, with an ID of 0. */
  constructor(query: Uint8Array) {
    this.#query = query;
  }

  head(status: number | undefined, fields: DohReplyFields): string | undefined {
    const contentLength = fields['content-length'];
    this.#headed = true;
    this.#announced = contentLength === undefined ? undefined : Number(contentLength);
    this.ageSeconds = ageSecondsOf(fields.age);
    if (status !== 200)
      this.#refusal = { httpStatus: status, retryAfterSeconds: retryAfterSecondsOf(fields['retry-after']) };
    return dohHeadFault(status, fields['content-type'], contentLength);
  }

  push(chunk: Uint8Array): string | undefined {
    this.#octets += chunk.length;
    if (this.#octets > MAX_MESSAGE_OCTETS) return `a response over ${MAX_MESSAGE_OCTETS} octets`;
    if (this.#first === undefined) this.#first = chunk;
    else if (chunk.length > 0) (this.#rest ??= []).push(chunk);
    return undefined;
  }

  /** Checks the message against the query; throws `WireError` where it is none. */
  end(): string | undefined {
    if (!this.#headed) return 'no HTTP response';
    if (this.#announced !== undefined && this.#announced !== this.#octets)
      return `a response cut off after ${this.#octets} of ${this.#announced} octets`;
    return isReplyTo(this.#query, this.message) ? undefined : 'a reply to another query';
  }

  /** A fault as the pool takes it, with what the server said of it. */
  failure(message: string, cause?: unknown): Failure {
    return { message, cause, ...this.#refusal };
  }

  /** What has come; a view of the chunk where it came in one. */
  get message(): Uint8Array {
    if (this.#rest !== undefined) this.#gather(this.#rest);
    return this.#first ?? new Uint8Array(0);
  }

  #gather(rest: readonly Uint8Array[]): void {
    const gathered = new Uint8Array(this.#octets);
    const first = this.#first ?? gathered.subarray(0, 0);
    gathered.set(first);
    let filled = first.length;
    for (const chunk of rest) {
      gathered.set(chunk, filled);
      filled += chunk.length;
    }
    this.#first = gathered;
    this.#rest = undefined;
  }
}
