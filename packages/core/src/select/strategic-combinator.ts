import { ClosedError } from '../errors/index.ts';
import { checkedObserver } from '../observe/index.ts';
import {
  type Clock,
  type ExchangeContext,
  isSelected,
  notSelected,
  systemClock,
  type Transport,
  type TransportReply,
  type TransportSelector,
  type TransportTraits,
  type WireQuestion,
} from '../transport/index.ts';
import { questionOf } from '../transport/question.ts';
import { isItself, isRouted } from '../transport/select.ts';
import type { Ask } from './attempts.ts';
import { combinedTraits, requireTransport } from './combined-traits.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import { inTurn } from './in-turn.ts';
import { Member } from './member.ts';
import type { ChildStats } from './statistics.ts';

/** What makes one combinator differ from another. */
export interface Strategy {
  /** The members in the order in which a query prefers them. */
  readonly order: (members: readonly Member[], query: Uint8Array, nowMs: number) => readonly Member[];
  /** One after the other by default. */
  readonly ask?: Ask;
  /** How many failures in a row take an upstream out of turn. 3 by default. */
  readonly failuresToOpen?: number;
  /** Where a question may go only to some of the children. */
  readonly childrenFor?: (question: WireQuestion) => readonly Transport[];
  /** Instead of what the children have. */
  readonly traits?: TransportTraits;
}

const FAILURES_TO_OPEN = 3;
/** How long an upstream may take to answer a probe, handshake included, in milliseconds. */
const PROBE_TIMEOUT_MS = 2_000;

/** A combinator of a strategy. Throws `RangeError` and `TypeError` for upstreams that cannot be combined. */
export function combinator(
  name: string,
  upstreams: readonly Transport[],
  options: CombinatorOptions,
  strategy: Strategy,
): Combinator {
  for (const [index, each] of upstreams.entries()) requireTransport(each, `${name}: upstream ${index}`);
  return new StrategicCombinator(
    strategy.traits ?? combinedTraits(name, upstreams, options.dangerAllowPlaintext ?? false),
    [...upstreams],
    options,
    strategy,
  );
}

class StrategicCombinator implements Combinator {
  readonly traits: TransportTraits;
  readonly children: readonly Transport[];
  readonly childrenFor?: (question: WireQuestion) => readonly Transport[];
  readonly #members: readonly Member[];
  readonly #clock: Clock;
  readonly #strategy: Strategy;
  readonly #isRouted: boolean;
  readonly #stopProbes = new AbortController();
  readonly #idle = Promise.withResolvers<void>();
  #inFlight = 0;
  #closing: Promise<void> | undefined;

  constructor(
    traits: TransportTraits,
    children: readonly Transport[],
    options: CombinatorOptions,
    strategy: Strategy,
  ) {
    const { childrenFor, failuresToOpen = FAILURES_TO_OPEN } = strategy;
    const { clock = systemClock } = options;
    const observe = checkedObserver(options.observe);
    this.traits = traits;
    this.children = children;
    if (childrenFor !== undefined) this.childrenFor = childrenFor;
    this.#members = children.map(
      (child, index) => new Member(index, child, { clock, failuresToOpen, observe }),
    );
    this.#clock = clock;
    this.#strategy = strategy;
    this.#isRouted = isRouted(this);
  }

  async exchange(query: Uint8Array, context: ExchangeContext): Promise<TransportReply> {
    if (this.#closing !== undefined) throw new ClosedError(this.traits.endpoint);
    const { only, ...anyChild } = context;
    const isFree = only === undefined || isItself(this, only);
    const reachable = this.#reachable(query);
    const members = isFree ? reachable : this.#selected(reachable, only, query);
    context.signal?.throwIfAborted();
    this.#inFlight++;
    try {
      // A selector goes along: a child may be a combinator that has to choose too.
      return await this.#askMembers(members, query, isFree ? anyChild : context);
    } finally {
      this.#inFlight--;
      if (this.#inFlight === 0 && this.#closing !== undefined) this.#idle.resolve();
    }
  }

  stats(): readonly ChildStats[] {
    return this.#members.map(({ transport, statistics }) => statistics.snapshot(transport.traits.endpoint));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #reachable(query: Uint8Array): readonly Member[] {
    const children = this.childrenFor?.(questionOf(query));
    if (children === undefined) return this.#members;
    return this.#members.filter(({ transport }) => children.includes(transport));
  }

  #selected(members: readonly Member[], only: TransportSelector, query: Uint8Array): readonly Member[] {
    const question = this.#isRouted ? questionOf(query) : undefined;
    const selected = members.filter(({ transport }) => isSelected(transport, only, question));
    if (selected.length === 0) throw notSelected(this, only);
    return selected;
  }

  async #askMembers(
    members: readonly Member[],
    query: Uint8Array,
    context: ExchangeContext,
  ): Promise<TransportReply> {
    const { order, ask = inTurn } = this.#strategy;
    const preferred = order(members, query, this.#clock.now());
    const sequence = [...preferred.filter(isHealthy), ...preferred.filter((each) => !isHealthy(each))];
    const { reply, isAnswered, asked } = await ask(sequence, query, context, this.#clock);
    if (isAnswered) {
      const passedOver = preferred.slice(0, preferred.indexOf(sequence[0] as Member));
      const notAsked = passedOver.filter((each) => sequence.indexOf(each) >= asked);
      this.#probeOneOf(notAsked, query, context);
    }
    return reply;
  }

  /** Repeats a query that was answered to an upstream which would have had its turn before, had it not failed too often. */
  #probeOneOf(members: readonly Member[], query: Uint8Array, { only }: ExchangeContext): void {
    const nowMs = this.#clock.now();
    const member = members.find(({ statistics }) => statistics.isProbeDue(nowMs));
    if (member === undefined || this.#closing !== undefined) return;
    const { signal } = this.#stopProbes;
    const context = { deadline: nowMs + PROBE_TIMEOUT_MS, signal, ...(only === undefined ? {} : { only }) };
    // The bytes are the caller's, who may write to them now that the query is answered.
    void member.probe(Uint8Array.from(query), context);
  }

  async #close(): Promise<void> {
    this.#stopProbes.abort();
    // A query under way may still need the upstreams that it has not asked.
    if (this.#inFlight > 0) await this.#idle.promise;
    const children = new Set(this.children);
    await Promise.all(Array.from(children, (child) => child.close()));
  }
}

function isHealthy({ statistics }: Member): boolean {
  return statistics.circuit.kind === 'closed';
}
