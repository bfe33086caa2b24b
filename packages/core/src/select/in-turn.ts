import type { Clock, ExchangeContext } from '../transport/index.ts';
import { Attempts, type Conclusion } from './attempts.ts';
import type { Member } from './member.ts';

/**
 * Asks one after the other. The time that is left is divided evenly among those not asked yet, so that a silent one
 * leaves the others their chance.
 */
export async function inTurn(
  order: readonly Member[],
  query: Uint8Array,
  context: ExchangeContext,
  clock: Clock,
): Promise<Conclusion> {
  const attempts = new Attempts();
  let asked = 0;
  for (const member of order) {
    const nowMs = clock.now();
    const leftMs = context.deadline - nowMs;
    if (asked > 0 && leftMs <= 0) break;
    const others = order.length - ++asked;
    const deadline = others === 0 ? context.deadline : nowMs + leftMs / (others + 1);
    const outcome = await member.ask(query, { ...context, deadline });
    if (outcome.kind === 'answered') return attempts.answered(outcome.reply, asked, clock.now());
    attempts.add(member, outcome);
  }
  return attempts.exhausted(order, asked);
}
