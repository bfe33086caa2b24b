import { ClosedError } from '../errors/index.ts';
import type { Answer, ResolveOptions, Resolver } from '../resolver/index.ts';
import { Alarm } from '../transport/alarm.ts';
import { onAbort } from '../transport/abort-listeners.ts';
import type { Clock } from '../transport/index.ts';
import type { BulkOptions, BulkProgress, BulkQuestion, BulkResult, BulkRun } from './bulk-run.ts';
import type { FlightLimits } from './flight-limits.ts';
import { DONE, Handout, type Taken } from './handout.ts';
import { checkedOptions, type RunOptions } from './options.ts';
import { isWorthAnotherTry, outcomesOf } from './outcome.ts';
import { Meter } from './meter.ts';
import { Pace } from './pace.ts';
import { Queue } from './queue.ts';
import { readItem } from './read-item.ts';
import { ResultsAsTheyCome, ResultsInOrder } from './results.ts';
import { Source } from './source.ts';
import type { Ticket } from './ticket.ts';

/** A name is asked again after this at the earliest: upstreams remember failures for a second or more (RFC 9520 3.2). */
const RETRY_DELAY_MS = 1_000;
/** Of names that are taken from the source and without a result, retries and all, for each that may be under way. */
const HELD_PER_IN_FLIGHT = 10;
/** So many answers without a network between them, and everything else gets its turn. */
const ANSWERS_IN_A_BREATH = 1_000;

/** Of what may be under way, as much goes out at a time. */
const REFILL_SHARE = 1 / 4;

/** What a run needs of its resolver. */
export interface BulkContext {
  readonly resolver: Pick<Resolver, 'resolve'>;
  readonly clock: Clock;
  /** What is known of the upstreams, from earlier runs too. */
  readonly limits: FlightLimits;
}

/** Throws `TypeError` for a source that is none, `RangeError` for a bad option. */
export function resolveMany(source: unknown, options: BulkOptions, context: BulkContext): BulkRun {
  return new Run(source, checkedOptions(source, options), context);
}

class Run implements BulkRun {
  readonly #options: RunOptions;
  readonly #context: BulkContext;
  readonly #source: Source;
  readonly #handout: Handout;
  readonly #meter: Meter;
  readonly #pace = new Pace();
  readonly #alarm: Alarm;
  readonly #cancel = new AbortController();
  readonly #resolveOptions: ResolveOptions;
  readonly #underway = new Set<Ticket>();
  readonly #retries = new Queue<Ticket>();
  #pulled = 0;
  #breathless = 0;
  #stopListening: (() => void) | undefined;
  #isStarted = false;
  #isOver = false;
  /** Whether it was the limits, and nothing else, that let no more go out. */
  #isFull = false;
  #isFilling = true;

  constructor(source: unknown, options: RunOptions, context: BulkContext) {
    this.#options = options;
    this.#context = context;
    this.#source = new Source(source, () => this.#pump());
    this.#handout = new Handout(options.ordered ? new ResultsInOrder() : new ResultsAsTheyCome());
    this.#meter = new Meter(options.total);
    const ring = (): void => {
      this.#breathless = 0;
      this.#pump();
    };
    // Names are waiting.
    this.#alarm = new Alarm(context.clock, ring, { keepAlive: true });
    this.#resolveOptions = { ...options.resolve, signal: this.#cancel.signal };
  }

  get progress(): BulkProgress {
    return this.#meter.progress(
      { inFlight: this.#underway.size, waiting: this.#retries.size, limit: this.#limit },
      this.#context.clock.now(),
    );
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Taken> {
    if (!this.#isStarted) this.#start();
    const taken = this.#handout.next();
    this.#pump();
    return taken;
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    if (!this.#isOver) {
      this.#end();
      await this.#source.close();
    }
    return DONE;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  remaining(): BulkQuestion[] {
    const late = this.#source.late.map((item) => readItem(item, this.#pulled, this.#options.type).ticket);
    const left = [...this.#underway, ...this.#retries, ...this.#handout.left, ...late];
    return left.toSorted((one, other) => one.index - other.index).map(({ name, type }) => ({ name, type }));
  }

  get #limit(): number {
    return Math.min(this.#options.maxInFlight, this.#context.limits.total);
  }

  #start(): void {
    this.#isStarted = true;
    this.#meter.start(this.#context.clock.now());
    const { signal } = this.#options;
    if (signal?.aborted === true) this.#fail(signal.reason);
    else if (signal !== undefined) this.#stopListening = onAbort(signal, () => this.#fail(signal.reason));
  }

  /** Sends what may be sent, and ends the run where nothing is left. */
  #pump(): void {
    if (this.#isOver || !this.#isStarted || !this.#isLowEnough()) return;
    const nowMs = this.#context.clock.now();
    this.#isFull = false;
    this.#isFilling = true;
    for (;;) {
      if (this.#underway.size >= this.#limit) {
        this.#isFull = this.#underway.size >= this.#context.limits.total;
        this.#isFilling = false;
        break;
      }
      const atMs = this.#mayGoAtMs(nowMs);
      if (atMs > nowMs) {
        if (this.#hasMore()) this.#alarm.set(atMs);
        break;
      }
      const ticket = this.#nextTicket(nowMs);
      if (ticket === undefined) break;
      this.#ask(ticket, nowMs);
    }
    if (this.#isDrained()) this.#finish();
  }

  /**
   * Once as many are under way as may be, a part of them has to end before others go out: a server that is sent many at
   * a time is woken once.
   */
  #isLowEnough(): boolean {
    if (this.#isFilling) return true;
    const limit = this.#limit;
    return this.#underway.size <= limit - Math.max(1, Math.floor(limit * REFILL_SHARE));
  }

  #mayGoAtMs(nowMs: number): number {
    // A timer is what lets all others have their turn.
    const breathMs = this.#breathless < ANSWERS_IN_A_BREATH ? -Infinity : nowMs + 1;
    return Math.max(breathMs, this.#pace.nextAtMs, this.#context.limits.pausedUntilMs);
  }

  #hasMore(): boolean {
    return !this.#source.isOver || this.#retries.size > 0;
  }

  #isDrained(): boolean {
    return this.#underway.size === 0 && !this.#hasMore() && !this.#handout.hasNext;
  }

  /** A name from the source where there is room; else one that is to be asked again. */
  #nextTicket(nowMs: number): Ticket | undefined {
    while (this.#hasRoom()) {
      const pulled = this.#source.pull();
      if (pulled.kind !== 'item') break;
      const { ticket, fault } = readItem(pulled.item, this.#pulled++, this.#options.type);
      if (fault === undefined) return ticket;
      this.#failed(ticket, fault);
    }
    const first = this.#retries.first;
    if (first === undefined) return undefined;
    if (first.dueMs <= nowMs) return this.#retries.shift();
    this.#alarm.set(first.dueMs);
    return undefined;
  }

  /** Whoever does not take what is there stops the source early; what waits for a retry does so late. */
  #hasRoom(): boolean {
    const { maxInFlight } = this.#options;
    const room = this.#handout.hasNext ? maxInFlight : maxInFlight * HELD_PER_IN_FLIGHT;
    return this.#pulled - this.#handout.count < room;
  }

  #ask(ticket: Ticket, nowMs: number): void {
    ticket.sentAtMs = nowMs;
    if (ticket.rounds++ > 0) this.#meter.retried++;
    this.#pace.sent(nowMs, Math.min(this.#options.maxPerSecond, this.#context.limits.perSecond));
    this.#underway.add(ticket);
    this.#context.resolver.resolve(ticket.name, ticket.type, this.#resolveOptions).then(
      (answer) => this.#onAnswer(ticket, answer),
      (error: unknown) => this.#onError(ticket, error),
    );
  }

  #onAnswer(ticket: Ticket, answer: Answer): void {
    if (this.#isOver) return;
    const nowMs = this.#context.clock.now();
    const { source } = answer;
    if (source.kind !== 'network') this.#breathless++;
    else {
      this.#breathless = 0;
      this.#context.limits.ended(source.endpoint, 'answered', ticket.sentAtMs, nowMs, this.#isFull);
    }
    this.#underway.delete(ticket);
    this.#meter.answered++;
    const { index, name, type, rounds } = ticket;
    this.#handout.put({ index, name, type, rounds, answer } as BulkResult);
    this.#moveOn(nowMs);
  }

  #onError(ticket: Ticket, error: unknown): void {
    if (this.#isOver) return;
    const nowMs = this.#context.clock.now();
    const outcomes = outcomesOf(error);
    for (const { endpoint, outcome, retryAfterSeconds } of outcomes) {
      this.#context.limits.ended(endpoint, outcome, ticket.sentAtMs, nowMs, this.#isFull);
      this.#context.limits.pause(endpoint, retryAfterSeconds, nowMs);
    }
    if (outcomes.length === 0) this.#breathless++;
    this.#underway.delete(ticket);
    if (error instanceof ClosedError) return this.#fail(error);
    if (isWorthAnotherTry(error) && ticket.rounds < this.#options.rounds) {
      ticket.dueMs = nowMs + RETRY_DELAY_MS;
      this.#retries.push(ticket);
    } else this.#failed(ticket, error);
    this.#moveOn(nowMs);
  }

  #failed({ index, name, type, rounds }: Ticket, thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(`the query failed: ${String(thrown)}`);
    this.#meter.failed++;
    this.#handout.put({ index, name, type, rounds, error } as BulkResult);
  }

  #moveOn(nowMs: number): void {
    if (this.#meter.isDue(nowMs)) this.#tell();
    this.#pump();
  }

  #tell(): void {
    try {
      this.#options.onProgress?.(this.progress);
    } catch (error) {
      this.#fail(error);
    }
  }

  #finish(): void {
    this.#tell();
    if (this.#isOver) return;
    const { failure } = this.#source;
    if (failure === undefined) this.#end();
    else this.#fail(failure.error);
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#end({ error });
    void this.#source.closeQuietly();
  }

  #end(failure?: { readonly error: unknown }): void {
    this.#isOver = true;
    this.#stopListening?.();
    this.#alarm.cancel();
    if (this.#underway.size > 0) this.#cancel.abort(failure === undefined ? CANCELLED : failure.error);
    this.#handout.end(failure);
  }
}

/** Made once, and seen by nobody: the queries that it cancels have lost their caller. */
const CANCELLED = new Error('the run was left');
