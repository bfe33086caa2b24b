import { ClosedError, type Phase, TimeoutError, TransportError } from '../errors/index.ts';
import { idOf, setId } from '../wire/index.ts';
import type { Observer } from '../observe/index.ts';
import { onAbort } from './abort-listeners.ts';
import { Alarm } from './alarm.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Connection, ConnectionEvents, Dial, Failure, ReplySink } from './connection.ts';
import { Deadlines } from './deadlines.ts';
import type { ExchangeContext, Transport, TransportReply, TransportTraits } from './contract.ts';
import { PoolLink } from './pool-link.ts';
import { reportPool } from './pool-reports.ts';
import type { ConnectionId, PoolEffect, PoolEvent, PoolLimits } from './pool-events.ts';
import { PoolMachine } from './pool-machine.ts';
import { PoolQuery } from './pool-query.ts';
import { requireQuestion } from './question.ts';
import { isSelected, notSelected } from './select.ts';
import { type Trust, trustOf } from './trust.ts';

/** What makes a transport of a way to open connections. */
export interface PoolOptions {
  readonly traits: TransportTraits;
  readonly limits: PoolLimits;
  readonly dial: Dial;
  /** Is told of the connections. */
  readonly observer?: Observer | undefined;
  readonly clock?: Clock;
}

/** A leaf transport over persistent connections: a `PoolMachine` that decides and this, which does. */
export function pool(options: PoolOptions): Transport {
  return new Pool(options);
}

class Pool implements Transport {
  readonly traits: TransportTraits;
  readonly #trust: Trust;
  readonly #machine: PoolMachine<PoolQuery>;
  readonly #dial: Dial;
  readonly #observer: Observer | undefined;
  readonly #clock: Clock;
  readonly #links = new Map<ConnectionId, PoolLink>();
  readonly #deadlines: Deadlines<PoolQuery>;
  readonly #alarm: Alarm;
  readonly #drained = Promise.withResolvers<void>();
  #closing = false;

  constructor({ traits, limits, dial, observer, clock = systemClock }: PoolOptions) {
    this.traits = traits;
    this.#trust = trustOf(traits);
    this.#machine = new PoolMachine(limits);
    this.#dial = dial;
    this.#observer = observer;
    this.#clock = clock;
    this.#deadlines = new Deadlines(clock, (query) => this.#timeOut(query));
    this.#alarm = new Alarm(clock, () => this.#handle({ kind: 'woken' }));
  }

  exchange(
    query: Uint8Array,
    { only, signal, deadline, evidence }: ExchangeContext,
  ): Promise<TransportReply> {
    return new Promise((resolve, reject) => {
      if (only !== undefined && !isSelected(this, only)) throw notSelected(this, only);
      requireQuestion(query);
      if (this.#closing) throw new ClosedError(this.traits.endpoint);
      signal?.throwIfAborted();
      const nowMs = this.#clock.now();
      const pending = new PoolQuery(query, nowMs, evidence, resolve, reject);
      evidence?.started(this.traits);
      if (deadline <= nowMs) return this.#fail(pending, this.#timeoutOf(pending));
      pending.watch(this.#deadlines, deadline);
      if (signal !== undefined) pending.listen(onAbort(signal, () => this.#abort(pending, signal.reason)));
      this.#handle({ kind: 'submitted', query: pending });
    });
  }

  close(): Promise<void> {
    this.#closing = true;
    this.#handle({ kind: 'closing' });
    return this.#drained.promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #timeOut(query: PoolQuery): void {
    this.#fail(query, this.#timeoutOf(query));
    this.#handle({ kind: 'abandoned', query, timedOut: true });
  }

  #abort(query: PoolQuery, reason: unknown): void {
    query.evidence?.abandoned(this.#details(query, this.#phaseOf(query)), query.askedAtMs, this.#clock.now());
    query.reject(reason);
    this.#handle({ kind: 'abandoned', query, timedOut: false });
  }

  #fail(query: PoolQuery, error: TransportError | TimeoutError): void {
    query.evidence?.failed(error, query.askedAtMs, this.#clock.now());
    query.reject(error);
  }

  #handle(event: PoolEvent<PoolQuery>): void {
    const effects = this.#machine.handle(event, this.#clock.now());
    if (this.#observer !== undefined) reportPool(this.#observer, this.traits, event, effects);
    for (const effect of effects) this.#perform(effect);
    const { wakeAtMs } = this.#machine;
    if (wakeAtMs !== undefined) this.#alarm.set(wakeAtMs);
    if (!this.#closing || !this.#machine.isEmpty) return;
    this.#alarm.cancel();
    this.#drained.resolve();
  }

  #perform(effect: PoolEffect<PoolQuery>): void {
    switch (effect.kind) {
      case 'connect':
        void this.#connect(effect.connection);
        return;
      case 'send':
        this.#send(effect.connection, effect.query);
        return;
      case 'cancel':
        effect.query.sent?.cancel();
        return;
      case 'fail':
        this.#fail(effect.query, this.#errorFor(effect.query, effect.failure));
        return;
      case 'drain':
        return;
      case 'close':
        this.#unlink(effect.connection);
        return;
    }
  }

  async #connect(id: ConnectionId): Promise<void> {
    const link = new PoolLink();
    this.#links.set(id, link);
    const events = this.#eventsOf(id, link);
    try {
      const connection = await this.#dial(events, link.dialSignal);
      const nowMs = this.#clock.now();
      link.opened(connection, nowMs);
      if (!link.isClosed) this.#handle({ kind: 'connected', connection: id, capacity: connection.capacity });
    } catch (error) {
      events.lost(connectFailure(error));
    }
  }

  /** What a connection says once it is closed is nobody's business any more. */
  #eventsOf(id: ConnectionId, link: PoolLink): ConnectionEvents {
    const handle = (event: PoolEvent<PoolQuery>): void => {
      if (!link.isClosed) this.#handle(event);
    };
    return {
      capacity: (capacity) => handle({ kind: 'capacity', connection: id, capacity }),
      unblocked: () => handle({ kind: 'unblocked', connection: id }),
      retired: () => handle({ kind: 'retired', connection: id }),
      lost: (failure) => {
        if (link.isClosed) return;
        this.#unlink(id);
        this.#handle({ kind: 'lost', connection: id, failure });
      },
    };
  }

  #unlink(id: ConnectionId): void {
    this.#links.get(id)?.close();
    this.#links.delete(id);
  }

  #send(id: ConnectionId, query: PoolQuery): void {
    const link = this.#links.get(id);
    if (link?.connection === undefined) return;
    query.sent = link.connection.send(query.bytes, this.#sinkFor(query, link, link.connection));
    query.link = query.sent === undefined ? undefined : link;
    if (query.sent === undefined) this.#handle({ kind: 'blocked', connection: id, query });
  }

  /** What comes for a query after its connection was lost comes too late: it waits for another one, or has ended. */
  #sinkFor(query: PoolQuery, link: PoolLink, { address }: Connection): ReplySink {
    return {
      reply: (received, ageSeconds) => {
        if (link.isClosed) return;
        const bytes = ownOctets(received);
        setId(bytes, idOf(query.bytes));
        const { protocol, endpoint } = this.traits;
        const connection = {
          protocol,
          endpoint,
          trust: this.#trust,
          address,
          reused: isReused(query),
        };
        query.evidence?.answered(connection, query.askedAtMs, this.#clock.now());
        query.resolve(ageSeconds === undefined ? { bytes, connection } : { bytes, connection, ageSeconds });
        this.#handle({ kind: 'settled', query });
      },
      fail: (failure) => {
        if (link.isClosed) return;
        this.#fail(query, this.#errorFor(query, failure));
        this.#handle({ kind: 'settled', query });
      },
      unprocessed: (failure) => {
        if (!link.isClosed) this.#handle({ kind: 'unprocessed', query, failure });
      },
    };
  }

  #timeoutOf(query: PoolQuery): TimeoutError {
    return new TimeoutError(this.#details(query, this.#phaseOf(query)));
  }

  #phaseOf(query: PoolQuery): Phase {
    if (query.link?.isClosed === false) return 'receive';
    const open = [...this.#links.values()].some(({ connection }) => connection !== undefined);
    return open ? 'send' : 'connect';
  }

  #errorFor(query: PoolQuery, failure: Failure): TransportError {
    const { message, cause, phase = 'receive', httpStatus, retryAfterSeconds } = failure;
    const details = { ...this.#details(query, phase), cause, httpStatus, retryAfterSeconds };
    return new TransportError(inWords(message, cause), details);
  }

  #details(
    query: PoolQuery,
    phase: Phase,
  ): { phase: Phase; protocol: string; endpoint: string; reused: boolean } {
    const { protocol, endpoint } = this.traits;
    return { phase, protocol, endpoint, reused: phase === 'receive' && isReused(query) };
  }
}

function isReused({ link, askedAtMs }: PoolQuery): boolean {
  return link !== undefined && link.openedAtMs <= askedAtMs;
}

function connectFailure(cause: unknown): Failure {
  return { message: cause instanceof Error ? cause.message : String(cause), cause, phase: 'connect' };
}

/** OpenSSL's errors say what happened in `reason`, and much else in a notation of its own. */
function inWords(message: string, cause: unknown): string {
  const { code, reason } = Object(cause) as { readonly code?: unknown; readonly reason?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_SSL_') && typeof reason === 'string'
    ? reason
    : message;
}

/** The caller's own octets: a view would keep all that was received with it, and share it with others. */
function ownOctets(received: Uint8Array): Uint8Array {
  return received.length === received.buffer.byteLength ? received : new Uint8Array(received);
}
