import type { ExchangeContext } from '../transport/index.ts';
import { staggered as firstOf } from '../transport/staggered.ts';
import { type Ask, Attempts } from './attempts.ts';

/** How a member fails whose outcome was noted. */
const NO_ANSWER = new Error('no answer');

/**
 * Asks the next one `staggerMs` after the one before, or as soon as that one failed, while those before go on. The
 * first answer ends it: the others are cancelled.
 */
export function staggered(staggerMs: number): Ask {
  return async (order, query, { signal, ...context }: ExchangeContext, clock) => {
    const attempts = new Attempts();
    let asked = 0;
    const isLate = (): boolean => asked > 0 && clock.now() >= context.deadline;
    try {
      const reply = await firstOf(
        order,
        {
          delayMs: staggerMs,
          attempt: async (member, signal) => {
            if (isLate()) throw NO_ANSWER;
            asked++;
            const outcome = await member.ask(query, { ...context, signal });
            if (outcome.kind === 'answered') return outcome.reply;
            attempts.add(member, outcome);
            throw NO_ANSWER;
          },
          // Whatever else went wrong went wrong with the query.
          failure: (errors) => errors.find((error) => error !== NO_ANSWER) ?? NO_ANSWER,
        },
        signal,
        clock,
      );
      return attempts.answered(reply, asked, clock.now());
    } catch (error) {
      if (error === NO_ANSWER) return attempts.exhausted(order, asked);
      throw error;
    }
  };
}
