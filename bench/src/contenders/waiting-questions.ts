import type { Done } from '../worker/load.ts';

const IDS = 65_536;

/** The questions under way of a bare client, by message ID. */
export class WaitingQuestions {
  readonly #done: (Done | undefined)[] = Array.from({ length: IDS });
  #id = 0;
  #failure: Error | undefined;

  /** Gives a question its ID: counted up, so that one under way keeps its own while there are fewer than all. */
  add(done: Done): number {
    this.#id = (this.#id + 1) % IDS;
    this.#done[this.#id] = done;
    return this.#id;
  }

  /** Whose reply has come; undefined where nobody waits for it. */
  take(id: number): Done | undefined {
    const done = this.#done[id];
    this.#done[id] = undefined;
    return done;
  }

  /** Why no question can be asked any more. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Fails all that are under way: their replies cannot come any more. */
  fail(failure: Error): void {
    this.#failure ??= failure;
    for (const [id, done] of this.#done.entries()) {
      if (done === undefined) continue;
      this.#done[id] = undefined;
      done(failure);
    }
  }
}
