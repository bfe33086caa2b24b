import { FlightLimit, type FlightOutcome, INITIAL_IN_FLIGHT } from './flight-limit.ts';

/** The last outcomes that tell how queries are spread over the upstreams. */
const SHARE_OUTCOMES = 64;

/** A server that asks for more is asked again all the same. */
const MAX_PAUSE_MS = 60_000;

interface Upstream {
  readonly flight: FlightLimit;
  /** Of the last outcomes. */
  share: number;
}

/**
 * The limits of all upstreams of a resolver. Who gets a query is for the selection to decide, so that what all may have
 * together is what leaves none with more than its own limit, as the last queries were spread.
 */
export class FlightLimits {
  readonly #upstreams = new Map<string, Upstream>();
  #total = INITIAL_IN_FLIGHT;
  #perSecond = Infinity;
  #pausedUntilMs = -Infinity;

  /** How many queries may be under way. */
  get total(): number {
    return this.#total;
  }

  /** How many queries may go out in a second. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /** Until when a server asked for nothing to be sent. */
  get pausedUntilMs(): number {
    return this.#pausedUntilMs;
  }

  /** Takes the end of a query at an upstream. */
  ended(endpoint: string, outcome: FlightOutcome, sentAtMs: number, nowMs: number, isFull: boolean): void {
    const upstream = this.#upstream(endpoint);
    if (this.#upstreams.size > 1) {
      for (const each of this.#upstreams.values()) each.share -= each.share / SHARE_OUTCOMES;
      upstream.share += 1 / SHARE_OUTCOMES;
    }
    upstream.flight.ended(outcome, sentAtMs, nowMs, isFull);
    this.#total = Infinity;
    this.#perSecond = Infinity;
    for (const { flight, share } of this.#upstreams.values()) {
      if (share === 0) continue;
      this.#total = Math.min(this.#total, Math.max(1, Math.floor(flight.limit / share)));
      this.#perSecond = Math.min(this.#perSecond, flight.perSecond / share);
    }
  }

  /** Leaves an upstream alone that most queries go to; who gets one cannot be said here. */
  pause(endpoint: string, seconds: number, nowMs: number): void {
    if ((this.#upstreams.get(endpoint)?.share ?? 0) < 0.5) return;
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + Math.min(seconds * 1000, MAX_PAUSE_MS));
  }

  #upstream(endpoint: string): Upstream {
    let upstream = this.#upstreams.get(endpoint);
    if (upstream === undefined) {
      upstream = { flight: new FlightLimit(), share: this.#upstreams.size === 0 ? 1 : 0 };
      this.#upstreams.set(endpoint, upstream);
    }
    return upstream;
  }
}
