import { type Circuit, type CircuitEvent, CLOSED, isProbeDue, nextCircuit } from './circuit.ts';

/** What a combinator knows of one of its children. Times are milliseconds on the combinator's clock. */
export interface ChildStats {
  /** The upstream's URL; a combinator's lists those of its children. */
  readonly endpoint: string;
  /** Whether it is asked in its turn. */
  readonly circuit: Circuit;
  /** How long it takes to answer, smoothed (RFC 6298 2), in milliseconds. Absent before the first answer, and after failures. */
  readonly srttMs?: number;
  /** When its last answer came. Absent before the first one. */
  readonly lastAnswerAtMs?: number;
  /** How many queries are with it now. */
  readonly inFlight: number;
  /** How often it was asked, probes included: the sum of `inFlight` and of the four below. */
  readonly attempts: number;
  /** How many queries it answered. */
  readonly answers: number;
  /** How many replies said that it has no answer: FORMERR, SERVFAIL, NOTIMP or REFUSED. */
  readonly refusals: number;
  /** How many queries ended in an error or at the deadline. */
  readonly failures: number;
  /** How many were given up: by the caller, for another upstream's answer, or at a deadline too short to blame it. */
  readonly cancellations: number;
}

/** How an attempt ended. `void`: the query was no query, so that nobody was asked. */
export type Ending = 'answered' | 'refused' | 'failed' | 'cancelled' | 'void';

/** The weight of a new sample (RFC 6298 2.3). */
const GAIN = 1 / 8;
/** What is left of a time after a second without a new one, as in BIND's address database: 2% a second are forgotten. */
const KEPT_PER_SECOND = 0.98;
/** What an upstream is taken to need that failed before it ever answered, as in Unbound. */
const UNKNOWN_SRTT_MS = 376;
/** No time counts as longer, as in Unbound. */
const MAX_SRTT_MS = 120_000;

/**
 * What all combinators go by.
 *
 * Times are smoothed as TCP does (RFC 6298), and what is forgotten without new samples makes a slow upstream cheaper
 * until it is tried again, as BIND does. Not a peak-sensitive mean, as balancers of HTTP have: the long tail of DNS
 * comes from names that the upstream must look up first, and a peak would blame it for the name.
 */
export class Statistics {
  circuit: Circuit = CLOSED;
  inFlight = 0;
  srttMs: number | undefined;
  readonly #failuresToOpen: number;
  readonly #turned: (circuit: Circuit) => void;
  readonly #ended = { answered: 0, refused: 0, failed: 0, cancelled: 0, void: 0 };
  #sampledAtMs = 0;
  #lastAnswerAtMs: number | undefined;
  #leftOutFresh = false;

  /** `turned` is called where the circuit is of another kind than before. */
  constructor(failuresToOpen: number, turned: (circuit: Circuit) => void = () => undefined) {
    this.#failuresToOpen = failuresToOpen;
    this.#turned = turned;
  }

  /** What it seems to need now: its SRTT, less the longer nobody measured it. 0 where it is to be measured first. */
  costMs(nowMs: number): number {
    // While it is being measured, guesses end: or a burst would follow the one query that tries it.
    if (this.srttMs === undefined) return this.inFlight > 0 ? MAX_SRTT_MS : 0;
    return this.inFlight > 0 ? this.srttMs : this.srttMs * this.#kept(nowMs);
  }

  isProbeDue(nowMs: number): boolean {
    return isProbeDue(this.circuit, nowMs);
  }

  started(): void {
    this.inFlight++;
  }

  /** @param isFresh whether the connection was opened for the query. */
  ended(ending: Ending, elapsedMs: number, nowMs: number, isFresh = false): void {
    this.inFlight--;
    this.#ended[ending]++;
    switch (ending) {
      case 'answered':
        this.#lastAnswerAtMs = nowMs;
        this.#turn('answered', nowMs);
        this.#answeredIn(elapsedMs, nowMs, isFresh);
        return;
      case 'failed':
        this.#failed(elapsedMs, nowMs);
        return;
      case 'cancelled':
        // It needs at least that long; a shorter time says nothing.
        if (elapsedMs > (this.srttMs ?? 0)) this.#sample(elapsedMs, nowMs);
        return;
      case 'refused':
      case 'void':
    }
  }

  /** It refused what another upstream answered just now: as bad as an error. */
  blamed(nowMs: number): void {
    this.#failed(0, nowMs);
  }

  /** Whether it had the time that it usually needs: a shorter deadline says nothing of it. */
  hadTime(elapsedMs: number): boolean {
    return elapsedMs >= (this.srttMs ?? UNKNOWN_SRTT_MS);
  }

  probed(nowMs: number): void {
    this.#turn('probed', nowMs);
  }

  snapshot(endpoint: string): ChildStats {
    const { srttMs, inFlight, circuit } = this;
    const { answered, refused, failed, cancelled } = this.#ended;
    const lastAnswerAtMs = this.#lastAnswerAtMs;
    return {
      endpoint,
      circuit,
      ...(srttMs === undefined ? {} : { srttMs }),
      ...(lastAnswerAtMs === undefined ? {} : { lastAnswerAtMs }),
      inFlight,
      attempts: inFlight + answered + refused + failed + cancelled,
      answers: answered,
      refusals: refused,
      failures: failed,
      cancellations: cancelled,
    };
  }

  #failed(elapsedMs: number, nowMs: number): void {
    this.#turn('failed', nowMs);
    const { srttMs = UNKNOWN_SRTT_MS } = this;
    // An upstream that refuses connections at once must not look fast.
    const longerMs = elapsedMs < srttMs ? 2 * srttMs : elapsedMs;
    // What was known of one that is gone does not hold when it comes back.
    this.srttMs = this.circuit.kind === 'closed' ? Math.min(longerMs, MAX_SRTT_MS) : undefined;
    this.#sampledAtMs = nowMs;
  }

  #turn(event: CircuitEvent, nowMs: number): void {
    const { kind } = this.circuit;
    this.circuit = nextCircuit(this.circuit, event, nowMs, this.#failuresToOpen);
    if (this.circuit.kind !== kind) this.#turned(this.circuit);
  }

  /**
   * Who is asked seldom is asked over new connections: their handshake would make it look slow for ever. So it is left
   * out, but not twice in a row, as there are upstreams that close after each answer.
   */
  #answeredIn(elapsedMs: number, nowMs: number, isFresh: boolean): void {
    this.#leftOutFresh = isFresh && !this.#leftOutFresh;
    if (!this.#leftOutFresh) this.#sample(elapsedMs, nowMs);
  }

  #sample(elapsedMs: number, nowMs: number): void {
    // The older what is known, the less it weighs.
    const gain = Math.max(GAIN, 1 - this.#kept(nowMs));
    this.srttMs = this.srttMs === undefined ? elapsedMs : this.srttMs + gain * (elapsedMs - this.srttMs);
    this.#sampledAtMs = nowMs;
  }

  #kept(nowMs: number): number {
    return KEPT_PER_SECOND ** (Math.max(0, nowMs - this.#sampledAtMs) / 1_000);
  }
}
