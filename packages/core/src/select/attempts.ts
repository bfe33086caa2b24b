import { AllUpstreamsError, type DnsError } from '../errors/index.ts';
import type { Clock, ExchangeContext, TransportReply } from '../transport/index.ts';
import type { Member, NoAnswer } from './member.ts';

/** Asks some of the members for one query, each at most once, in the order given. */
export type Ask = (
  order: readonly Member[],
  query: Uint8Array,
  context: ExchangeContext,
  clock: Clock,
) => Promise<Conclusion>;

/** How a query ended. */
export interface Conclusion {
  readonly reply: TransportReply;
  /** Whether the reply is an answer; if not, nobody had one. */
  readonly isAnswered: boolean;
  /** How many members were asked: the first ones of the order. */
  readonly asked: number;
}

/** What the members that were asked for one query said. */
export class Attempts {
  readonly #failures: { readonly member: Member; readonly error: DnsError }[] = [];
  readonly #refusals: { readonly member: Member; readonly reply: TransportReply }[] = [];

  add(member: Member, outcome: NoAnswer): void {
    if (outcome.kind === 'failed') this.#failures.push({ member, error: outcome.error });
    else this.#refusals.push({ member, reply: outcome.reply });
  }

  /** One of them answered: so those that refused could have. Where none does, the name may be at fault. */
  answered(reply: TransportReply, asked: number, nowMs: number): Conclusion {
    for (const { member } of this.#refusals) member.statistics.blamed(nowMs);
    return { reply, isAnswered: true, asked };
  }

  /** None of them answered: gives the last refusal, or throws the errors in the order in which they were asked. */
  exhausted(order: readonly Member[], asked: number): Conclusion {
    const refusal = this.#refusals.at(-1);
    if (refusal !== undefined) return { reply: refusal.reply, isAnswered: false, asked };
    const errors = this.#failures
      .toSorted((left, right) => order.indexOf(left.member) - order.indexOf(right.member))
      .map(({ error }) => error);
    const [only, another] = errors;
    throw only !== undefined && another === undefined ? only : new AllUpstreamsError(errors);
  }
}
