import type { Attempt, Phase, TimeoutError, TransportError } from '../errors/index.ts';
import type { CacheAction } from './events.ts';

/** An upstream, as evidence names it. */
export interface AskedUpstream {
  /** The transport's protocol, `tls` for example. */
  readonly protocol: string;
  /** The upstream's URL. */
  readonly endpoint: string;
}

/**
 * Where everything on a query's way leaves word of what it did. It travels in the query's context; combinators and layers
 * pass it along, and a leaf transport calls `started` and then one of the others for each query. Times are those of the
 * clock that deadlines are in.
 */
export interface Evidence {
  /** Every attempt so far, in order. */
  readonly attempts: readonly Attempt[];
  /** Those of them that failed; undefined where none has. */
  readonly failures: readonly Attempt[] | undefined;
  /** An upstream is asked. */
  started(upstream: AskedUpstream): void;
  /** It answered. */
  answered(upstream: AskedUpstream & { readonly reused: boolean }, startedAtMs: number, nowMs: number): void;
  /** It failed. */
  failed(error: TransportError | TimeoutError, startedAtMs: number, nowMs: number): void;
  /** The caller gave it up, which says nothing against it. */
  abandoned(
    upstream: AskedUpstream & { readonly phase: Phase; readonly reused: boolean },
    startedAtMs: number,
    nowMs: number,
  ): void;
  /** The query shares in another one's answer: what that one tried is said of this one, too. */
  follow(other: Evidence): void;
  /** A cache did something for this query. */
  cache(action: CacheAction, name: { toString(): string }, type: string): void;
}
