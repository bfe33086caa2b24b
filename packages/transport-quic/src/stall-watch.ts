import type { Clock, Timer } from '@hushdns/core/transport';

/** A connection that something was sent on is looked at this often until it is heard of. */
const WATCH_MS = 1_000;
/** So many queries that wait for over a second while none is answered: the server may have stopped reading streams. */
const STALLED_TOGETHER = 4;

/** What a watch sees of its connection. */
export interface Watched {
  /** On the clock of `performance.now()`, as the connection's socket has it. */
  readonly lastReceivedAtMs: number;
  /** How many queries are under way, and how many of them were sent before a time. */
  underway(sentBeforeMs?: number): number;
  /** Whether a query that is under way for long keeps others from being sent. */
  readonly held: boolean;
  ping(): void;
  /** Nothing came back, not even to a ping. */
  dead(): void;
  /** The connection lives, but answers none of many queries, or is held: those that come had better go elsewhere. */
  stalled(): void;
}

/** Notices that a server has gone, or has stopped answering without a word, long before QUIC's own timers do. */
export class StallWatch {
  readonly #watched: Watched;
  readonly #clock: Clock;
  #timer: Timer | undefined;
  #heardAtMs = -Infinity;
  #answered = false;
  #pinged = false;

  constructor(watched: Watched, clock: Clock) {
    this.#watched = watched;
    this.#clock = clock;
  }

  /** To be called with every query that is sent. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#heardAtMs = this.#watched.lastReceivedAtMs;
    this.#next();
  }

  /** To be called with every query that the server ends. One that its caller gave up says nothing about the server. */
  answered(): void {
    this.#answered = true;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #next(): void {
    this.#timer = this.#clock.startTimer(WATCH_MS, () => this.#look());
  }

  #look(): void {
    this.#timer = undefined;
    const { lastReceivedAtMs } = this.#watched;
    const heard = lastReceivedAtMs > this.#heardAtMs;
    this.#heardAtMs = lastReceivedAtMs;
    if (heard) this.#heard();
    else if (this.#pinged) this.#watched.dead();
    else {
      this.#pinged = true;
      this.#watched.ping();
      this.#next();
    }
  }

  #heard(): void {
    this.#pinged = false;
    const overdue = this.#watched.underway(this.#clock.now() - WATCH_MS);
    const stalled = overdue >= STALLED_TOGETHER && !this.#answered;
    if (stalled || (overdue > 0 && this.#watched.held)) this.#watched.stalled();
    this.#answered = false;
    if (this.#watched.underway() > 0) this.#next();
  }
}
