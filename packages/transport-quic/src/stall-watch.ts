import type { Clock, Timer } from '@hushdns/core/transport';

/** A connection with queries under way is looked at this often. */
const WATCH_MS = 1_000;
/** Queries that stand still together on a connection that is otherwise alive; fewer may just be slow to answer. */
const STALLED_TOGETHER = 4;

/** What a watch sees of its connection. */
export interface Watched {
  readonly underway: number;
  /** On the clock of `performance.now()`. */
  readonly lastReceivedAtMs: number;
  ping(): void;
  /** Nothing came back, not even to a ping. */
  dead(): void;
  /** The connection lives, but answers none of many queries. */
  stalled(): void;
}

/** Notices that a server has gone, or has stopped answering without a word, long before QUIC's own timers do. */
export class StallWatch {
  readonly #watched: Watched;
  readonly #clock: Clock;
  #timer: Timer | undefined;
  #progressed = false;
  #receivedAtMs = 0;
  #pinged = false;

  constructor(watched: Watched, clock: Clock) {
    this.#watched = watched;
    this.#clock = clock;
  }

  /** To be called with every query that is sent. */
  start(): void {
    if (this.#timer === undefined) this.#next();
  }

  /** To be called with every query that ends. */
  progressed(): void {
    this.#progressed = true;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #next(): void {
    this.#progressed = false;
    this.#receivedAtMs = this.#watched.lastReceivedAtMs;
    this.#timer = this.#clock.startTimer(WATCH_MS, () => this.#look());
  }

  #look(): void {
    this.#timer = undefined;
    const { underway, lastReceivedAtMs } = this.#watched;
    if (underway === 0) {
      this.#pinged = false;
    } else if (this.#progressed) {
      this.#pinged = false;
      this.#next();
    } else if (lastReceivedAtMs > this.#receivedAtMs) {
      this.#pinged = false;
      if (underway >= STALLED_TOGETHER) this.#watched.stalled();
      else this.#next();
    } else if (this.#pinged) {
      this.#watched.dead();
    } else {
      this.#pinged = true;
      this.#watched.ping();
      this.#next();
    }
  }
}
