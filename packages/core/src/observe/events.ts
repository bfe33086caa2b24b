import type { Attempt, Phase } from '../errors/index.ts';

/** What an observer is told. Where `redactNames` is set, no name that was asked for stands in any of them. */
export type ResolverEvent =
  QueryStarted | QueryEnded | AttemptStarted | AttemptEnded | CacheEvent | UpstreamEvent | PoolEvent;

/** What an event is about. */
export type EventKind = ResolverEvent['kind'];

/** A resolver was asked. */
export interface QueryStarted {
  readonly kind: 'query';
  readonly stage: 'started';
  /** Counts up over all queries in the process. */
  readonly queryId: number;
  /** The name asked for, as it was given. */
  readonly name: string;
  /** The type asked for. */
  readonly type: string;
}

/** A query got its answer or its error. */
export interface QueryEnded extends Omit<QueryStarted, 'stage'> {
  readonly stage: 'ended';
  /** From the question to the answer or error, in milliseconds. */
  readonly elapsedMs: number;
  /** Where the answer came from; absent where there is none. */
  readonly source?: 'network' | 'cache' | 'local';
  /** Whether the cache answered with what was stale (RFC 8767). */
  readonly stale: boolean;
  /** The error's code, `ABORT_ERR` where the caller gave up; absent where there is an answer. */
  readonly code?: string;
  /** What the query rejected with; absent where the caller gave up. */
  readonly error?: unknown;
}

/** A query was given to an upstream. */
export interface AttemptStarted {
  readonly kind: 'attempt';
  readonly stage: 'started';
  /** That of the query. */
  readonly queryId: number;
  /** The transport's protocol, `tls` for example. */
  readonly protocol: string;
  /** The upstream's URL. */
  readonly endpoint: string;
}

/** An upstream answered, failed, or was given up: `code` is absent, the error's, or `ABORT_ERR`. */
export interface AttemptEnded extends Omit<AttemptStarted, 'stage'>, Attempt {
  readonly stage: 'ended';
}

/** What a cache did for a query; `stale` is an answer whose TTL had passed (RFC 8767). */
export type CacheAction = 'hit' | 'stale' | 'miss' | 'store' | 'evict';

/** A cache did something. */
export interface CacheEvent {
  readonly kind: 'cache';
  readonly action: CacheAction;
  /** The query that it did so for. */
  readonly queryId: number;
  /** The owner of what it holds or looked for. */
  readonly name: string;
  /** The type of that. */
  readonly type: string;
}

/** A combinator trusts an upstream again (`closed`), asks it no more (`open`), or tries whether it is back (`half-open`). */
export interface UpstreamEvent {
  readonly kind: 'upstream';
  readonly state: 'closed' | 'open' | 'half-open';
  /** The transport's protocol, `tls` for example. */
  readonly protocol: string;
  /** The upstream's URL. */
  readonly endpoint: string;
}

/** A connection changed. */
export interface PoolEvent {
  readonly kind: 'pool';
  /** One that is `draining` takes no more queries and ends with the last one. */
  readonly state: 'opening' | 'open' | 'draining' | 'closed';
  /** The transport's protocol, `tls` for example. */
  readonly protocol: string;
  /** The upstream's URL. */
  readonly endpoint: string;
  /** The number of the connection within its pool, from 1. */
  readonly connection: number;
  /** Why it is closed: without queries for long, done with the last one, not open in time, or ended by the network or the peer. */
  readonly reason?: 'idle' | 'drained' | 'connect-timeout' | 'lost';
  /** What phase a lost connection was in. */
  readonly phase?: Phase;
  /** What a connection was lost by, in words. */
  readonly message?: string;
}
