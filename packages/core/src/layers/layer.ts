import type { Message, RecordClass } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { ConnectionInfo, ExchangeContext } from '../transport/index.ts';

/** One question as a resolver asks it. */
export interface Request {
  readonly name: Name;
  readonly type: RecordType;
  readonly class: RecordClass;
  /** Asks for DNSSEC records (RFC 3225). */
  readonly dnssecOk: boolean;
  /** Asks the upstream not to validate (RFC 4035 3.2.2). */
  readonly checkingDisabled: boolean;
}

/** A response and where it came from. */
export interface Response {
  readonly message: Message;
  readonly source: AnswerSource;
  /** How long a cache on the way had held it, in seconds. */
  readonly ageSeconds: number;
}

/** Where an answer came from. */
export interface AnswerSource extends ConnectionInfo {
  readonly kind: 'network';
  /** From the question to the answer, in milliseconds. */
  readonly elapsedMs: number;
}

/** Answers a request, whatever its rcode; rejects where no response came. */
export type Query = (request: Request, context: ExchangeContext) => Promise<Response>;

/** Wraps a query with something that it does before, after or instead: caching, retrying, local answers. */
export type Layer = (next: Query) => Query;

/** The layers around a query, the first one outermost. */
export function compose(layers: readonly Layer[], query: Query): Query {
  return layers.reduceRight((inner, layer) => layer(inner), query);
}
