import type { Failure } from './connection.ts';

/** What bounds a pool. */
export interface PoolLimits {
  /** How many connections may be open or opening at a time; as many again may be draining. */
  readonly maxConnections: number;
  /** What a connection under way is expected to carry: another is opened only where more than that is waiting. */
  readonly expectedCapacity: number;
  /** A connection without queries is closed after this. */
  readonly idleTimeoutMs: number;
  /** A connection attempt is given up after this, however long the queries that wait for it may take. */
  readonly connectTimeoutMs: number;
}

/** A connection, by the number that the machine gave it. */
export type ConnectionId = number;

/** Something happened to the pool, to a query, or to a connection. */
export type PoolEvent<Query> =
  QueryEvent<Query> | ConnectionEvent<Query> | { readonly kind: 'woken' | 'closing' };

type QueryEvent<Query> =
  | { readonly kind: 'submitted'; readonly query: Query }
  /** The query ended with a reply or an error of its own. */
  | { readonly kind: 'settled'; readonly query: Query }
  /** The upstream did not process the query. */
  | { readonly kind: 'unprocessed'; readonly query: Query; readonly failure: Failure }
  /** The caller gave the query up. */
  | { readonly kind: 'abandoned'; readonly query: Query; readonly timedOut: boolean };

export type ConnectionEvent<Query> =
  | { readonly kind: 'connected'; readonly connection: ConnectionId; readonly capacity: number }
  | { readonly kind: 'capacity'; readonly connection: ConnectionId; readonly capacity: number }
  /** A query came back unsent: the connection has no room until it is unblocked. */
  | { readonly kind: 'blocked'; readonly connection: ConnectionId; readonly query: Query }
  | { readonly kind: 'unblocked'; readonly connection: ConnectionId }
  | { readonly kind: 'retired'; readonly connection: ConnectionId }
  | { readonly kind: 'lost'; readonly connection: ConnectionId; readonly failure: Failure };

/** What is to be done. */
export type PoolEffect<Query> =
  | { readonly kind: 'connect'; readonly connection: ConnectionId }
  | { readonly kind: 'send'; readonly connection: ConnectionId; readonly query: Query }
  | { readonly kind: 'cancel'; readonly query: Query }
  | { readonly kind: 'fail'; readonly query: Query; readonly failure: Failure }
  /** The connection takes no more queries: nothing to do but to say so. */
  | { readonly kind: 'drain'; readonly connection: ConnectionId }
  | { readonly kind: 'close'; readonly connection: ConnectionId; readonly reason: CloseReason };

export type CloseReason = 'idle' | 'drained' | 'connect-timeout';
