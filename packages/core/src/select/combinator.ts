import type { Observer } from '../observe/index.ts';
import type { Clock, Transport } from '../transport/index.ts';
import type { ChildStats } from './statistics.ts';

/** What every combinator of transports takes. */
export interface CombinatorOptions {
  /** Allows upstreams of which one protects queries less than another, so that a query may travel in plaintext. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** Is told how the upstreams fare. Nobody by default. */
  readonly observe?: Observer;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/**
 * Several transports as one.
 *
 * An upstream that fails, or replies FORMERR, SERVFAIL, NOTIMP or REFUSED, leaves the query to the others, each of
 * which is asked at most once; the last such reply is given where none does better. NXDOMAIN is an answer, and so is a
 * refusal whose extended error (RFC 8914) says that validation failed or that the name is blocked, censored or
 * filtered.
 *
 * An upstream that failed several times in a row is asked after all others, until it has answered a query that another
 * one answered just before, repeated to it in the background: at first after a second, then at least once a minute.
 *
 * `exchange` rejects with the upstream's error where one was asked, with `AllUpstreamsError` where several were, and
 * with `RangeError` where `context.only` selects none. `close()` waits for the queries under way and closes the
 * upstreams.
 */
export interface Combinator extends Transport {
  /** The upstreams, in the order given. */
  readonly children: readonly Transport[];
  /** What is known of each of the children, in their order. */
  stats(): readonly ChildStats[];
}
