import { onAbort } from '../transport/abort-listeners.ts';
import type { Clock, ExchangeContext, Timer } from '../transport/index.ts';
import { type Ask, Attempts, type Conclusion } from './attempts.ts';
import type { Member, Outcome } from './member.ts';

/**
 * Asks the next one `staggerMs` after the one before, or as soon as that one failed, while those before go on. The
 * first answer ends it: the others are cancelled.
 */
export function staggered(staggerMs: number): Ask {
  return (order, query, { signal, ...context }, clock) =>
    new Promise((resolve, reject) => {
      const race = new Race(order, query, context, { clock, staggerMs, resolve, reject });
      // Before anybody is asked, who may abort while being so.
      if (signal !== undefined) race.stopListening = onAbort(signal, () => race.abandon(signal.reason));
      race.startNext();
    });
}

interface RaceOptions {
  readonly clock: Clock;
  readonly staggerMs: number;
  readonly resolve: (conclusion: Conclusion) => void;
  readonly reject: (reason: unknown) => void;
}

/** One query that several members are asked at a time. */
class Race {
  stopListening: (() => void) | undefined;
  readonly #order: readonly Member[];
  readonly #query: Uint8Array;
  readonly #context: ExchangeContext;
  readonly #options: RaceOptions;
  readonly #attempts = new Attempts();
  readonly #running = new Set<AbortController>();
  #asked = 0;
  #timer: Timer | undefined;
  #isOver = false;

  constructor(order: readonly Member[], query: Uint8Array, context: ExchangeContext, options: RaceOptions) {
    this.#order = order;
    this.#query = query;
    this.#context = context;
    this.#options = options;
  }

  startNext(): void {
    const { clock, staggerMs } = this.#options;
    this.#timer?.cancel();
    const member = this.#order[this.#asked];
    const isLate = this.#asked > 0 && clock.now() >= this.#context.deadline;
    if (member === undefined || isLate || this.#isOver) return;
    this.#asked++;
    const controller = new AbortController();
    this.#running.add(controller);
    member.ask(this.#query, { ...this.#context, signal: controller.signal }).then(
      (outcome) => this.#ended(member, controller, outcome),
      (error: unknown) => this.abandon(error),
    );
    if (this.#asked === this.#order.length || this.#isOver) return;
    if (staggerMs === 0) this.startNext();
    else this.#timer = clock.startTimer(staggerMs, () => this.startNext());
  }

  /** Ends it without a reply. What a loser rejects with as it is cancelled comes here too, too late to matter. */
  abandon(reason: unknown): void {
    this.#finish(() => this.#options.reject(reason));
  }

  #ended(member: Member, controller: AbortController, outcome: Outcome): void {
    this.#running.delete(controller);
    if (this.#isOver) return;
    const { clock, resolve } = this.#options;
    if (outcome.kind === 'answered') {
      const conclusion = this.#attempts.answered(outcome.reply, this.#asked, clock.now());
      return this.#finish(() => resolve(conclusion));
    }
    this.#attempts.add(member, outcome);
    this.startNext();
    if (this.#running.size === 0) this.#exhausted();
  }

  #exhausted(): void {
    const { resolve, reject } = this.#options;
    this.#finish(() => {
      try {
        resolve(this.#attempts.exhausted(this.#order, this.#asked));
      } catch (error) {
        reject(error);
      }
    });
  }

  #finish(settle: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer?.cancel();
    this.stopListening?.();
    settle();
    for (const controller of this.#running) controller.abort();
  }
}
