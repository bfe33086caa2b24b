import type { Attempt } from '../errors/index.ts';
import type { EdnsOption, Message, RecordClass } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { ConnectionInfo, ExchangeContext, Trust } from '../transport/index.ts';

/** One question as a resolver asks it. */
export interface Request {
  readonly name: Name;
  readonly type: RecordType;
  readonly class: RecordClass;
  /** Asks the upstream to resolve the name for us (RD, RFC 1035 4.1.1). */
  readonly recursionDesired: boolean;
  /** Asks for DNSSEC records (DO, RFC 3225). */
  readonly dnssecOk: boolean;
  /** Asks the upstream not to validate (CD, RFC 4035 3.2.2). */
  readonly checkingDisabled: boolean;
  /** Asks the upstream to say whether it validated (AD, RFC 6840 5.7). */
  readonly authenticData: boolean;
  /** EDNS options beside those that a transport adds. */
  readonly ednsOptions: readonly EdnsOption[];
}

/**
 * What a cache may do for a query, in the words of the Fetch standard: `default` answers from it and writes to it,
 * `no-store` does neither, `reload` only writes, `force-cache` takes what is stale as well, and `only-if-cached` asks
 * nobody else.
 */
export type CacheMode = 'default' | 'no-store' | 'reload' | 'force-cache' | 'only-if-cached';

/** How a request is to be answered. */
export interface QueryContext extends ExchangeContext {
  /** The least protection under which an answer may have travelled: that of the weakest upstream which may be asked. */
  readonly trust: Trust;
  /** `default` where nothing is said. */
  readonly cache?: CacheMode;
  /** How often the upstream may be asked, in all. As often as the resolver says where nothing is said. */
  readonly tries?: number;
}

/** A response and where it came from. */
export interface Response {
  readonly message: Message;
  readonly source: AnswerSource;
  /** How long a cache had held it, in seconds. */
  readonly ageSeconds: number;
}

/** Where an answer came from. */
export type AnswerSource = NetworkSource | CacheSource | LocalSource;

/** An upstream. */
export interface NetworkSource extends ConnectionInfo {
  readonly kind: 'network';
  /** From the question to the answer, in milliseconds. */
  readonly elapsedMs: number;
  /** What was tried before and failed; absent where nothing was. */
  readonly attempts?: readonly Attempt[];
}

/** The cache, and what had answered it. */
export interface CacheSource extends Pick<ConnectionInfo, 'protocol' | 'endpoint' | 'trust'> {
  readonly kind: 'cache';
  /** Whether its TTL had passed (RFC 8767). */
  readonly stale: boolean;
  /** From the question to the answer, in milliseconds. */
  readonly elapsedMs: number;
}

/** This machine, without a question to anybody. */
export interface LocalSource {
  readonly kind: 'local';
  readonly rule: LocalRule;
  /** From the question to the answer, in milliseconds. */
  readonly elapsedMs: number;
}

/**
 * Why a question need not leave this machine: `hosts` has the name; `localhost` is this machine itself (RFC 6761 6.3); names in
 * `invalid` (RFC 6761 6.4), `onion` (RFC 7686) and `local` (RFC 6762) are not in the DNS; `private-reverse` is the name of
 * a private address (RFC 6303).
 */
export type LocalRule = 'hosts' | 'localhost' | 'invalid' | 'onion' | 'local' | 'private-reverse';

/** Answers a request, whatever its rcode; rejects where no response came. */
export type Query = (request: Request, context: QueryContext) => Promise<Response>;

/** Wraps a query with something that it does before, after or instead: caching, retrying, local answers. */
export type Layer = (next: Query) => Query;

/** The layers around a query, the first one outermost. */
export function compose(layers: readonly Layer[], query: Query): Query {
  return layers.reduceRight((inner, layer) => layer(inner), query);
}
