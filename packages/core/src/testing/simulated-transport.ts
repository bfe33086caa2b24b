import { ClosedError, TimeoutError, TransportError } from '../errors/index.ts';
import type { Clock, Timer } from '../transport/clock.ts';
import type { ExchangeContext, Transport, TransportReply, TransportTraits } from '../transport/contract.ts';
import { trustOf } from '../transport/trust.ts';

/** What a simulated upstream does with a query: the reply's octets, an error to reject with, or silence. */
export type SimulatedAnswer = Uint8Array | Error | 'silence';

export interface SimulatedTransportOptions {
  readonly clock: Clock;
  readonly answer: (query: Uint8Array, context: ExchangeContext) => SimulatedAnswer;
  /** From the query to the answer, in milliseconds: always the same, or of each query. 0 by default. */
  readonly delayMs?: number | ((query: Uint8Array) => number);
  readonly traits?: Partial<TransportTraits>;
}

/** An upstream without a network, in virtual time. Counts what it was asked. */
export class SimulatedTransport implements Transport {
  readonly traits: TransportTraits;
  /** Every query it was asked, in order. */
  readonly asked: Uint8Array[] = [];
  /** How many of them were neither answered nor abandoned. */
  underway = 0;
  /** How often it was closed. */
  closings = 0;
  readonly #options: SimulatedTransportOptions;

  constructor(options: SimulatedTransportOptions) {
    this.#options = options;
    this.traits = {
      protocol: 'tls',
      endpoint: 'tls://192.0.2.1',
      encrypted: true,
      authenticated: true,
      maxReplyOctets: 65_535,
      ...options.traits,
    };
  }

  get closed(): boolean {
    return this.closings > 0;
  }

  exchange(query: Uint8Array, context: ExchangeContext): Promise<TransportReply> {
    const { clock, answer, delayMs = 0 } = this.#options;
    const { protocol, endpoint } = this.traits;
    return new Promise((resolve, reject) => {
      if (this.closed) throw new ClosedError(endpoint);
      context.signal?.throwIfAborted();
      this.asked.push(query);
      this.underway++;
      const { evidence } = context;
      const startMs = clock.now();
      evidence?.started(this.traits);
      const timers: Timer[] = [];
      const end = (settle: () => void): void => {
        this.underway--;
        for (const timer of timers) timer.cancel();
        context.signal?.removeEventListener('abort', abort);
        settle();
      };
      const abort = (): void =>
        end(() => {
          evidence?.abandoned({ protocol, endpoint, phase: 'receive', reused: false }, startMs, clock.now());
          reject(context.signal?.reason as Error);
        });
      const fail = (error: Error): void => {
        if (error instanceof TransportError || error instanceof TimeoutError)
          evidence?.failed(error, startMs, clock.now());
        reject(error);
      };
      context.signal?.addEventListener('abort', abort);
      const timeout = new TimeoutError({ phase: 'receive', protocol, endpoint });
      timers.push(clock.startTimer(context.deadline - clock.now(), () => end(() => fail(timeout))));
      const answered = answer(query, context);
      if (answered === 'silence') return;
      const trust = trustOf(this.traits);
      const connection = { protocol, endpoint, trust, address: '192.0.2.1', reused: this.asked.length > 1 };
      const deliver = (): void => {
        if (answered instanceof Error) return fail(answered);
        evidence?.answered(connection, startMs, clock.now());
        resolve({ bytes: answered, connection });
      };
      const answersInMs = typeof delayMs === 'number' ? delayMs : delayMs(query);
      timers.push(clock.startTimer(answersInMs, () => end(deliver)));
    });
  }

  close(): Promise<void> {
    this.closings++;
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
