import type { BulkProgress } from './bulk-run.ts';

/** Between two reports, and what a rate is measured over. */
const INTERVAL_MS = 250;
/** The weight of the last interval in the rate. */
const LAST_WEIGHT = 0.3;

/** What the run says of itself for a report. */
export type Standing = Pick<BulkProgress, 'inFlight' | 'waiting' | 'limit'>;

/** Counts what was done, and how fast. A machine without I/O: it starts no timer and is told the time. */
export class Meter {
  answered = 0;
  failed = 0;
  retried = 0;
  readonly #total: number | undefined;
  #startMs: number | undefined;
  #markMs = 0;
  #doneAtMark = 0;
  #perSecond: number | undefined;

  constructor(total: number | undefined) {
    this.#total = total;
  }

  get done(): number {
    return this.answered + this.failed;
  }

  start(nowMs: number): void {
    this.#startMs ??= this.#markMs = nowMs;
  }

  /** Whether it is time for a report; the rate is that of the time since the last one. */
  isDue(nowMs: number): boolean {
    const sinceMs = nowMs - this.#markMs;
    if (sinceMs < INTERVAL_MS) return false;
    const last = ((this.done - this.#doneAtMark) * 1000) / sinceMs;
    this.#perSecond =
      this.#perSecond === undefined ? last : this.#perSecond + (last - this.#perSecond) * LAST_WEIGHT;
    this.#markMs = nowMs;
    this.#doneAtMark = this.done;
    return true;
  }

  progress(standing: Standing, nowMs: number): BulkProgress {
    const { answered, failed, retried, done } = this;
    const elapsedMs = nowMs - (this.#startMs ?? nowMs);
    const perSecond = this.#perSecond ?? (elapsedMs > 0 ? (done * 1000) / elapsedMs : 0);
    const progress = { elapsedMs, done, answered, failed, retried, ...standing, perSecond };
    const total = this.#total;
    if (total === undefined) return progress;
    const etaMs = done >= total ? 0 : ((total - done) * 1000) / perSecond;
    return { ...progress, total, etaMs };
  }
}
