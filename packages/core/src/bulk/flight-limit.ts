import { LeastDelay } from './least-delay.ts';

/** How many queries go out before anything is known: TCP begins alike (RFC 6928). */
export const INITIAL_IN_FLIGHT = 16;
/** An upstream that fails is asked so many at a time still, so that its recovery is seen. */
const LEAST_IN_FLIGHT = 4;

/** The queue that is wanted at the upstream, in milliseconds and as a share of its least round trip: enough to keep it busy. */
const TARGET_DELAY_MS = 5;
const TARGET_DELAY_SHARE = 0.5;
/** Shares of that queue: up to the first the limit doubles, and does so again after some windows below the second. */
const STARTING_FILL = 0.5;
const CALM_FILL = 0.25;
const CALM_WINDOWS = 3;
/** Of what ended in a window: beyond the first, the limit does not grow; beyond the second, it falls. Names that nobody answers are in every list. */
const TOLERATED_LOSS = 0.05;
const EXCESSIVE_LOSS = 0.1;
/** With each window that has none, losses are waited for a little less. */
const LOSS_MEMORY = 0.9;
/** SERVFAIL is a property of some names: so much more than usual is the upstream's doing. */
const SERVFAIL_BURST = 0.25;
const MAX_USUAL_SERVFAIL = 0.5;
const SERVFAIL_DECREASE = 0.7;
const PUSHBACK_DECREASE = 0.5;
const LARGEST_DECREASE = 0.5;
/** An answer after this, where others are much faster, was asked for more than once: UDP had lost it. */
const LATE_MS = 900;
const LATE_FACTOR = 8;
/** Queries leave evenly, but so much faster than they would be answered: what ends all at once is not replaced all at once. */
const PACE_FACTOR = 1.25;
const STARTING_PACE_FACTOR = 2;
/** The mean time to an end is that of so many flights: losses come in waves. */
const MEAN_FLIGHTS = 4;
/** Fewer outcomes say nothing. */
const LEAST_OUTCOMES = 8;
/** A limit that was not used for so long is forgotten (as RFC 5681 4.1 does). */
const FORGOTTEN_AFTER_MS = 30_000;

/** How a query ended, as far as it tells something about the upstream. */
export type FlightOutcome = 'answered' | 'lost' | 'servfail' | 'pushback';

/**
 * How many queries one upstream is to have at a time. A machine without I/O: outcomes and the time go in, `limit` comes out.
 *
 * It doubles, later adds its square root, with each round trip in which it was used up, while the least round trip of
 * late is close to the least ever seen: the difference is the queue that it made itself (RFC 6817). It falls by a factor
 * where that queue grows beyond a target, where queries are lost, where SERVFAIL comes in bursts, and where a server
 * asks for it. The least round trip is taken, not the mean: names take different times to resolve, queues take
 * theirs from all.
 */
export class FlightLimit {
  #limit = INITIAL_IN_FLIGHT;
  /** Whether it doubles. */
  #isStarting = true;
  /** Whether it may double again: where a queue ended that, but not where queries were lost. */
  #mayStartAgain = true;
  #calmWindows = 0;
  #slowWindows = 0;
  /** Once queries were lost, a window lasts until its own losses show. */
  #leastWindowMs = 0;
  readonly #leastDelay = new LeastDelay();
  /** From a query to its end, over about as many as are under way: lost ones hold their place for long. */
  #smoothedMs = 0;
  #usualServfail = 0;
  #lastAtMs = -Infinity;
  /** What was sent before this went out under a limit that was lowered since, and says nothing about the one that is. */
  #judgedFromMs = -Infinity;
  #window = new Window(-Infinity);

  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** How many queries may go out in a second. */
  get perSecond(): number {
    const factor = this.#isStarting ? STARTING_PACE_FACTOR : PACE_FACTOR;
    return this.#smoothedMs === 0 ? Infinity : (factor * this.#limit * 1000) / this.#smoothedMs;
  }

  /** Takes the end of a query. `isFull` says whether as many were under way as may be. */
  ended(outcome: FlightOutcome, sentAtMs: number, nowMs: number, isFull: boolean): void {
    if (nowMs - this.#lastAtMs > FORGOTTEN_AFTER_MS) this.#startAgain(sentAtMs);
    this.#lastAtMs = nowMs;
    const delayMs = nowMs - sentAtMs;
    if (outcome === 'answered') this.#leastDelay.add(delayMs, nowMs);
    if (sentAtMs < this.#judgedFromMs) return;
    if (outcome === 'pushback') return this.#decrease(PUSHBACK_DECREASE, nowMs);
    this.#window.count(outcome === 'answered' && this.#isLate(delayMs) ? 'lost' : outcome, sentAtMs, delayMs);
    const weight = this.#smoothedMs === 0 ? 1 : 1 / Math.max(LEAST_OUTCOMES, MEAN_FLIGHTS * this.#limit);
    this.#smoothedMs += (delayMs - this.#smoothedMs) * weight;
    if (isFull) this.#window.wasFull = true;
    if (this.#window.isOver(this.#limit, nowMs - this.#leastWindowMs)) this.#judge(nowMs);
  }

  #startAgain(nowMs: number): void {
    this.#limit = Math.min(this.#limit, INITIAL_IN_FLIGHT);
    this.#isStarting = true;
    this.#mayStartAgain = true;
    this.#window = new Window(nowMs);
  }

  #isLate(delayMs: number): boolean {
    return delayMs > LATE_MS && delayMs > LATE_FACTOR * this.#smoothedMs;
  }

  #judge(nowMs: number): void {
    const window = this.#window;
    const lost = window.lost < 2 ? 0 : window.lost / window.outcomes;
    if (lost > EXCESSIVE_LOSS) {
      this.#leastWindowMs = window.lossDelayMs;
      return this.#decrease(1 - lost, nowMs);
    }
    if (this.#isServfailBurst(window.servfail / window.outcomes))
      return this.#decrease(SERVFAIL_DECREASE, nowMs);
    const leastMs = this.#leastDelay.ms;
    const targetMs = Math.max(TARGET_DELAY_MS, leastMs * TARGET_DELAY_SHARE);
    const queueMs = Math.max(0, window.leastDelayMs - leastMs);
    // As many as leave the queue that is wanted (Little's law).
    if (queueMs > targetMs) return this.#onQueue((leastMs + targetMs) / window.leastDelayMs, nowMs);
    this.#slowWindows = 0;
    if (lost === 0) this.#leastWindowMs *= LOSS_MEMORY;
    if (window.wasFull && lost <= TOLERATED_LOSS) this.#grow(queueMs / targetMs);
    this.#window = new Window(nowMs);
  }

  #isServfailBurst(share: number): boolean {
    const usual = this.#usualServfail;
    this.#usualServfail = Math.min(MAX_USUAL_SERVFAIL, usual + (share - usual) / 8);
    return share > usual + SERVFAIL_BURST;
  }

  /** One window may be slow because the machine was busy elsewhere; a second one shows a queue. */
  #onQueue(factor: number, nowMs: number): void {
    this.#isStarting = false;
    this.#calmWindows = 0;
    if (this.#slowWindows++ === 0) {
      this.#window = new Window(nowMs);
      return;
    }
    this.#decrease(factor, nowMs);
    this.#mayStartAgain = this.#leastWindowMs < TARGET_DELAY_MS;
  }

  /** By how much of the queue that is wanted there is. What a queue has ended may double again once that is gone. */
  #grow(fill: number): void {
    this.#calmWindows = fill <= CALM_FILL ? this.#calmWindows + 1 : 0;
    if (this.#mayStartAgain && this.#calmWindows >= CALM_WINDOWS) this.#isStarting = true;
    if (fill > STARTING_FILL) this.#isStarting = false;
    this.#limit += this.#isStarting ? this.#limit : Math.sqrt(this.#limit) * (1 - fill);
  }

  #decrease(factor: number, nowMs: number): void {
    this.#limit = Math.max(LEAST_IN_FLIGHT, this.#limit * Math.max(factor, LARGEST_DECREASE));
    this.#isStarting = false;
    this.#mayStartAgain = false;
    this.#calmWindows = 0;
    this.#slowWindows = 0;
    this.#judgedFromMs = nowMs;
    this.#window = new Window(nowMs);
  }
}

/** What ended while one limit held: about a round trip and a bit. */
class Window {
  readonly #fromMs: number;
  outcomes = 0;
  lost = 0;
  servfail = 0;
  /** Of what was sent in it; 0 where nothing was answered. */
  #leastDelayMs = Infinity;
  #fresh = 0;
  #lossDelaysMs = 0;
  wasFull = false;

  constructor(fromMs: number) {
    this.#fromMs = fromMs;
  }

  get leastDelayMs(): number {
    return this.#fresh === 0 ? 0 : this.#leastDelayMs;
  }

  /** From a query to the news that it was lost, on average. */
  get lossDelayMs(): number {
    return this.#lossDelaysMs / Math.max(1, this.lost);
  }

  count(outcome: FlightOutcome, sentAtMs: number, delayMs: number): void {
    this.outcomes++;
    if (outcome === 'lost') {
      this.lost++;
      this.#lossDelaysMs += delayMs;
    } else if (outcome === 'servfail') this.servfail++;
    else if (sentAtMs >= this.#fromMs) {
      this.#fresh++;
      if (delayMs < this.#leastDelayMs) this.#leastDelayMs = delayMs;
    }
  }

  isOver(limit: number, mayEndIfFromMs: number): boolean {
    if (this.#fromMs > mayEndIfFromMs) return false;
    const enough = Math.max(LEAST_OUTCOMES / 2, limit / 4);
    return (
      this.outcomes >= LEAST_OUTCOMES && (this.#fresh >= enough || this.lost + this.servfail >= enough * 2)
    );
  }
}
