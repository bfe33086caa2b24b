import { checkedObserver, type Observer, observerErrors } from './observer.ts';
import { QueryEvidence } from './query-evidence.ts';
import { type ResolverStats, Statistics } from './statistics.ts';

/** What a resolver is told about evidence. */
export interface EvidenceOptions {
  /** Is told what happens to queries, attempts and the cache. Nobody by default, which costs nothing. */
  readonly observe?: Observer;
  /**
   * Keeps the names that are asked for, and all that upstreams say of them, out of errors, events and logs:
   * `<redacted>` stands instead. Answers have them all the same, and a signal's reason stays as it is. An error that a
   * layer or transport of your own rejects with keeps its message, less the name, but not its class. False by default.
   */
  readonly redactNames?: boolean;
}

/** A resolver's evidence: its counters, its observer, and who may see names. */
export class ResolverEvidence {
  readonly observer: Observer | undefined;
  readonly redactNames: boolean;
  readonly statistics: Statistics = new Statistics();
  readonly #clock: { now(): number };

  /** Takes the resolver's clock. Throws `TypeError` for options that cannot be used. */
  constructor({ observe, redactNames = false }: EvidenceOptions, clock: { now(): number }) {
    if (typeof redactNames !== 'boolean')
      throw new TypeError(`redactNames is ${typeof redactNames}, which is not true or false`);
    this.observer = checkedObserver(observe);
    this.redactNames = redactNames;
    this.#clock = clock;
  }

  /** Reads the clock, which is not free: for events alone. */
  get nowMs(): number {
    return this.#clock.now();
  }

  /** A query begins; it ends by `succeeded` or `rejection`. */
  begin(name: { toString(): string }, type: string, nowMs: number): QueryEvidence {
    return new QueryEvidence(this, name, type, nowMs);
  }

  stats(): ResolverStats {
    return this.statistics.summary(observerErrors(this.observer));
  }
}
