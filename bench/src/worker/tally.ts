import { setTimeout as sleep } from 'node:timers/promises';
import type { Sample } from '../model.ts';

/** After the measurement, replies to what is still under way come in; once none has come for so long, the rest is lost. */
const DRAIN_LIMIT_MS = 1_000;
const DRAIN_POLL_MS = 5;

/** How the questions of one task ended. */
export class Tally {
  underway = 0;
  #failed = 0;
  #firstFailure: string | undefined;

  ended(failure: unknown): void {
    this.underway--;
    if (failure === undefined) return;
    this.#failed++;
    this.#firstFailure ??= failure instanceof Error ? failure.message : 'not an Error';
  }

  /** Waits for what is under way, but not for ever. */
  async drained(): Promise<Pick<Sample, 'lost' | 'failed' | 'firstFailure'>> {
    let left = this.underway;
    let untilMs = performance.now() + DRAIN_LIMIT_MS;
    while (this.underway > 0 && performance.now() < untilMs) {
      await sleep(DRAIN_POLL_MS);
      if (this.underway < left) untilMs = performance.now() + DRAIN_LIMIT_MS;
      left = this.underway;
    }
    const ended = { lost: this.underway, failed: this.#failed };
    return this.#firstFailure === undefined ? ended : { ...ended, firstFailure: this.#firstFailure };
  }
}
