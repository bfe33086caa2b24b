import type { Attempt, Phase } from '../errors/index.ts';

/** What an observer is told. Where `redactNames` is set, no name that was asked for stands in any of them. */
export type ResolverEvent =
  QueryStarted | QueryEnded | AttemptStarted | AttemptEnded | CacheEvent | UpstreamEvent | PoolEvent;

export type EventKind = ResolverEvent['kind'];

/** What query an event is of. */
interface OfQuery {
  /** Counts up over all queries in the process. */
  readonly queryId: number;
}

interface QueryFields extends OfQuery {
  readonly kind: 'query';
  /** The name asked for, `<redacted>` where names are not to be seen. */
  readonly name: string;
  /** The type asked for. */
  readonly type: string;
}

export interface QueryStarted extends QueryFields {
  readonly stage: 'started';
}

/** A query got its answer or its error. */
export interface QueryEnded extends QueryFields {
  readonly stage: 'ended';
  readonly elapsedMs: number;
  /** Where the answer came from; absent where there is none. */
  readonly source?: 'network' | 'cache' | 'local';
  /** Whether the cache answered with what was stale (RFC 8767). */
  readonly stale: boolean;
  /** The error's code, `ABORT_ERR` where the caller gave up; absent where there is an answer. */
  readonly code?: string;
  /** What the query rejected with. */
  readonly error?: unknown;
}

interface AttemptFields extends OfQuery {
  readonly kind: 'attempt';
  readonly protocol: string;
  readonly endpoint: string;
}

/** A query was given to an upstream. */
export interface AttemptStarted extends AttemptFields {
  readonly stage: 'started';
}

/** An upstream answered, failed, or was given up: `code` is absent, the error's, or `ABORT_ERR`. */
export interface AttemptEnded extends AttemptFields, Attempt {
  readonly stage: 'ended';
}

/** What a cache did for a query, or of itself. */
export interface CacheEvent {
  readonly kind: 'cache';
  readonly action: CacheAction;
  readonly name: string;
  readonly type: string;
  /** Absent where it did so of itself. */
  readonly queryId?: number;
}

/** `stale` is an answer whose TTL had passed (RFC 8767). */
export type CacheAction = 'hit' | 'stale' | 'miss' | 'store' | 'evict';

/** A combinator believes, distrusts (`open`), or tries an upstream again (`half-open`). */
export interface UpstreamEvent {
  readonly kind: 'upstream';
  readonly protocol: string;
  readonly endpoint: string;
  readonly state: 'closed' | 'open' | 'half-open';
}

/** A connection changed. */
export interface PoolEvent {
  readonly kind: 'pool';
  readonly protocol: string;
  readonly endpoint: string;
  /** The number of the connection within its pool. */
  readonly connection: number;
  readonly state: 'opening' | 'open' | 'draining' | 'closed';
  /** Why it is closed: without queries for long, done with its last query, not open in time, or ended by the network or the peer. */
  readonly reason?: 'idle' | 'drained' | 'connect-timeout' | 'lost';
  /** What phase a lost connection was in. */
  readonly phase?: Phase;
  /** What a lost connection was lost by, in words. */
  readonly message?: string;
}
