const BATCH = 512;

/** Unpredictable message IDs (RFC 5452 4.3), drawn in batches: one at a time, the random source would cost more than the query. */
export class RandomIds {
  readonly #batch: Uint16Array<ArrayBuffer> = new Uint16Array(BATCH);
  #next = BATCH;

  /** An ID for which `isTaken` is false; undefined where a whole batch found none. */
  next(isTaken: (id: number) => boolean): number | undefined {
    for (let tries = 0; tries < BATCH; tries++) {
      if (this.#next === BATCH) {
        crypto.getRandomValues(this.#batch);
        this.#next = 0;
      }
      const id = this.#batch[this.#next++] as number;
      if (!isTaken(id)) return id;
    }
    return undefined;
  }
}
