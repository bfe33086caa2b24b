import { DnsError, TimeoutError } from '../errors/index.ts';
import { type Observer, report, wants } from '../observe/index.ts';
import type { Clock, ExchangeContext, Transport, TransportReply } from '../transport/index.ts';
import { type Ending, Statistics } from './statistics.ts';
import { isAnswer } from './verdict.ts';

/** What came of asking one upstream. */
export type Outcome = { readonly kind: 'answered'; readonly reply: TransportReply } | NoAnswer;

/** A refusal is a reply that leaves the question to others. */
export type NoAnswer =
  | { readonly kind: 'refused'; readonly reply: TransportReply }
  | { readonly kind: 'failed'; readonly error: DnsError };

export interface MemberOptions {
  readonly clock: Clock;
  readonly failuresToOpen: number;
  readonly observe: Observer | undefined;
}

/** A combinator's upstream and what is known of it. */
export class Member {
  /** Its place among the combinator's children. */
  readonly index: number;
  readonly transport: Transport;
  readonly statistics: Statistics;
  readonly #clock: Clock;

  constructor(index: number, transport: Transport, { clock, failuresToOpen, observe }: MemberOptions) {
    const { protocol, endpoint } = transport.traits;
    this.index = index;
    this.transport = transport;
    this.statistics = new Statistics(failuresToOpen, ({ kind: state }) => {
      if (wants(observe, 'upstream')) report(observe, { kind: 'upstream', state, protocol, endpoint });
    });
    this.#clock = clock;
  }

  /** Asks it once. Rejects with the signal's reason on abort, and with what is no upstream's fault: a query that is none. */
  async ask(query: Uint8Array, context: ExchangeContext): Promise<Outcome> {
    const startMs = this.#clock.now();
    this.statistics.started();
    try {
      const reply = await this.transport.exchange(query, context);
      const kind = isAnswer(reply.bytes) ? 'answered' : 'refused';
      this.#ended(kind, startMs, !reply.connection.reused);
      return { kind, reply };
    } catch (error) {
      if (context.signal?.aborted === true) {
        this.#ended('cancelled', startMs);
        throw context.signal.reason;
      }
      if (!(error instanceof DnsError)) {
        this.#ended('void', startMs);
        throw error;
      }
      const nowMs = this.#clock.now();
      const isTimeout = error instanceof TimeoutError || nowMs >= context.deadline;
      const isTooEarly = isTimeout && !this.statistics.hadTime(nowMs - startMs);
      this.#ended(isTooEarly ? 'cancelled' : 'failed', startMs);
      return { kind: 'failed', error };
    }
  }

  /** Asks it for its own sake: whatever comes of it is recorded, and nobody hears of it. */
  async probe(query: Uint8Array, context: ExchangeContext): Promise<void> {
    this.statistics.probed(this.#clock.now());
    try {
      const { kind } = await this.ask(query, context);
      // Another upstream has just answered it.
      if (kind === 'refused') this.statistics.blamed(this.#clock.now());
    } catch {
      // A transport that fails in a way of its own must not stay half-open; after an abort by `close()` nobody looks.
      this.statistics.blamed(this.#clock.now());
    }
  }

  #ended(ending: Ending, startMs: number, isFresh?: boolean): void {
    const nowMs = this.#clock.now();
    this.statistics.ended(ending, Math.max(0, nowMs - startMs), nowMs, isFresh);
  }
}
