import { AllUpstreamsError, ClosedError, DnsError } from '../errors/index.ts';
import {
  type Clock,
  type ExchangeContext,
  isSelected,
  notSelected,
  systemClock,
  type Transport,
  type TransportReply,
  type TransportTraits,
} from '../transport/index.ts';
import { combinedTraits, type CombinatorOptions } from './combinator.ts';

/**
 * Asks the first upstream, and the next one only where that failed. The time that is left is divided evenly among those
 * not asked yet, so that a silent one leaves the others their chance.
 *
 * Throws `RangeError` for an empty list, and for a mix of encrypted and plain upstreams without `dangerAllowPlaintext`.
 * Rejects with the only upstream's error, or with `AllUpstreamsError` where several were asked.
 */
export function fallback(upstreams: readonly Transport[], options: CombinatorOptions = {}): Transport {
  return new Fallback(upstreams, options);
}

class Fallback implements Transport {
  readonly children: readonly Transport[];
  readonly traits: TransportTraits;
  readonly #clock: Clock;
  #closing: Promise<void> | undefined;

  constructor(upstreams: readonly Transport[], options: CombinatorOptions) {
    this.children = [...upstreams];
    this.traits = combinedTraits('fallback', upstreams, options);
    this.#clock = options.clock ?? systemClock;
  }

  async exchange(query: Uint8Array, context: ExchangeContext): Promise<TransportReply> {
    if (this.#closing !== undefined) throw new ClosedError(this.traits.endpoint);
    const { only, ...anyChild } = context;
    if (only === undefined || only === this) return this.#tryEach(this.children, query, anyChild);
    const chosen = this.children.filter((child) => isSelected(child, only));
    if (chosen.length === 0) throw notSelected(this, only);
    // The selector goes along: a child may be a combinator that has to choose too.
    return this.#tryEach(chosen, query, context);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#closeChildren());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #tryEach(
    children: readonly Transport[],
    query: Uint8Array,
    context: ExchangeContext,
  ): Promise<TransportReply> {
    const errors: DnsError[] = [];
    for (const [index, child] of children.entries()) {
      const nowMs = this.#clock.now();
      const deadline = nowMs + (context.deadline - nowMs) / (children.length - index);
      try {
        return await child.exchange(query, { ...context, deadline });
      } catch (error) {
        if (context.signal?.aborted === true || !(error instanceof DnsError)) throw error;
        errors.push(error);
      }
    }
    const [only, another] = errors;
    throw only !== undefined && another === undefined ? only : new AllUpstreamsError(errors);
  }

  async #closeChildren(): Promise<void> {
    await Promise.all(this.children.map((child) => child.close()));
  }
}
