import type { Failure } from './connection.ts';
import { type ConnectionState, transition } from './connection-state.ts';
import type {
  CloseReason,
  ConnectionEvent,
  ConnectionId,
  PoolEffect,
  PoolEvent,
  PoolLimits,
} from './pool-events.ts';

/** A connection that owes answers for this long, while its callers give up, takes no more queries. */
const SILENCE_MS = 1_000;
/** How often a query is asked again, uncounted, because a connection ended in good order or its address was silent. */
const MAX_EXCUSED_LOSSES = 8;

interface Pooled<Query> {
  readonly id: ConnectionId;
  state: ConnectionState;
  readonly underway: Set<Query>;
  capacity: number;
  blocked: boolean;
  /** Counts up over all connections as they open; 0 before. */
  opened: number;
  /** When it last showed life by settling a query; -Infinity before. */
  settledAtMs: number;
  /** Since when it owes an answer to anything sent after that. */
  owingSinceMs: number | undefined;
}

interface Ticket<Query> {
  connection: Pooled<Query> | undefined;
  sentAtMs: number;
  retried: boolean;
  /** How often its connection was ended under it in good order, or for a silent address. */
  excusedLosses: number;
  /** A retry goes only to a connection that opened after this one was lost. */
  openedAfter: number;
}

/**
 * The decisions of a pool without its I/O: an event and the time go in, effects come out.
 * Queries are opaque. Every submitted query ends by exactly one of `settled`, `abandoned` or a `fail` effect.
 */
export class PoolMachine<Query extends object> {
  readonly #limits: PoolLimits;
  readonly #connections = new Map<ConnectionId, Pooled<Query>>();
  readonly #tickets = new Map<Query, Ticket<Query>>();
  /** In the order in which they are to be sent. */
  readonly #waiting = new Set<Query>();
  #effects: PoolEffect<Query>[] = [];
  #nextId: ConnectionId = 1;
  #openedCount = 0;
  #closing = false;
  /** Infinity where nothing is due; undefined where a connection's state has changed since it was found. */
  #wakeAtMs: number | undefined;

  constructor(limits: PoolLimits) {
    this.#limits = limits;
  }

  /** Takes an event at a time in milliseconds and gives what is to be done, in this order. Events about what is gone are ignored. */
  handle(event: PoolEvent<Query>, nowMs: number): readonly PoolEffect<Query>[] {
    this.#apply(event, nowMs);
    if (this.#waiting.size > 0) this.#assign(nowMs);
    else if (this.#closing) this.#drain();
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** When the next `woken` event is due, in milliseconds. */
  get wakeAtMs(): number | undefined {
    if (this.#wakeAtMs === undefined) {
      this.#wakeAtMs = Infinity;
      for (const { state } of this.#connections.values())
        this.#wakeAtMs = Math.min(this.#wakeAtMs, this.#expiryOf(state));
    }
    return this.#wakeAtMs === Infinity ? undefined : this.#wakeAtMs;
  }

  /** Whether nothing is open, opening or waiting. */
  get isEmpty(): boolean {
    return this.#connections.size === 0 && this.#tickets.size === 0;
  }

  stateOf(connection: ConnectionId): ConnectionState {
    return this.#connections.get(connection)?.state ?? { kind: 'closed' };
  }

  #apply(event: PoolEvent<Query>, nowMs: number): void {
    switch (event.kind) {
      case 'submitted':
        this.#tickets.set(event.query, {
          connection: undefined,
          sentAtMs: 0,
          retried: false,
          excusedLosses: 0,
          openedAfter: 0,
        });
        this.#waiting.add(event.query);
        return;
      case 'settled':
        return this.#settled(event.query, nowMs);
      case 'abandoned':
        return this.#abandoned(event.query, event.timedOut, nowMs);
      case 'unprocessed':
        return this.#unprocessed(event.query, event.failure, nowMs);
      case 'woken':
        return this.#expire(nowMs);
      case 'closing':
        this.#closing = true;
        return;
      default:
        return this.#applyTo(event, nowMs);
    }
  }

  #applyTo(event: ConnectionEvent<Query>, nowMs: number): void {
    const connection = this.#connections.get(event.connection);
    if (connection === undefined) return;
    switch (event.kind) {
      case 'connected':
        this.#enter(connection, { kind: 'idle', sinceMs: nowMs });
        connection.capacity = event.capacity;
        connection.opened = ++this.#openedCount;
        return;
      case 'capacity':
        connection.capacity = event.capacity;
        return;
      case 'blocked':
        connection.blocked = true;
        return this.#requeue(event.query, connection, nowMs);
      case 'unblocked':
        connection.blocked = false;
        return;
      case 'retired':
        return this.#retire(connection);
      case 'lost':
        return this.#lost(connection, event.failure);
    }
  }

  #settled(query: Query, nowMs: number): void {
    const connection = this.#tickets.get(query)?.connection;
    this.#tickets.delete(query);
    this.#waiting.delete(query);
    if (connection === undefined) return;
    connection.settledAtMs = nowMs;
    connection.owingSinceMs = undefined;
    this.#release(query, connection, nowMs);
  }

  #abandoned(query: Query, timedOut: boolean, nowMs: number): void {
    const ticket = this.#tickets.get(query);
    if (ticket === undefined) return;
    this.#tickets.delete(query);
    this.#waiting.delete(query);
    const { connection } = ticket;
    if (connection === undefined) return;
    this.#effects.push({ kind: 'cancel', query });
    // A connection that was silent for a whole deadline, or for long, may be dead without a word: others must not wait too.
    const silent = timedOut && connection.settledAtMs < ticket.sentAtMs;
    if (silent || nowMs - (connection.owingSinceMs ?? nowMs) >= SILENCE_MS) this.#retire(connection);
    this.#release(query, connection, nowMs);
  }

  #unprocessed(query: Query, failure: Failure, nowMs: number): void {
    const ticket = this.#tickets.get(query);
    if (ticket?.connection === undefined) return;
    const { connection } = ticket;
    if (ticket.retried) this.#fail(query, failure);
    else this.#waitAgain(query, ticket, { retried: true, openedAfter: 0 });
    this.#release(query, connection, nowMs);
  }

  #requeue(query: Query, connection: Pooled<Query>, nowMs: number): void {
    const ticket = this.#tickets.get(query);
    if (ticket === undefined) return;
    ticket.connection = undefined;
    this.#waiting.add(query);
    this.#release(query, connection, nowMs);
    // Nothing was sent, so nothing is owed.
    if (connection.underway.size === 0) connection.owingSinceMs = undefined;
  }

  #lost(connection: Pooled<Query>, failure: Failure): void {
    const { orderly = false, elsewhere = false } = failure;
    const proven = connection.settledAtMs > -Infinity;
    this.#enter(connection, { kind: 'closed' });
    this.#connections.delete(connection.id);
    for (const query of connection.underway) {
      const ticket = this.#tickets.get(query);
      if (ticket === undefined) continue;
      const excused = orderly || elsewhere;
      const uncounted = excused && ++ticket.excusedLosses <= MAX_EXCUSED_LOSSES;
      if (!(proven || elsewhere) || (ticket.retried && !uncounted)) this.#fail(query, failure);
      else this.#waitAgain(query, ticket, { retried: !uncounted, openedAfter: this.#openedCount });
    }
    // An attempt that failed fails those who can get no other connection.
    if (connection.opened > 0) return;
    for (const query of this.#waiting) if (!this.#hasProspect(query)) this.#fail(query, failure);
  }

  #waitAgain(
    query: Query,
    ticket: Ticket<Query>,
    { retried, openedAfter }: Pick<Ticket<Query>, 'retried' | 'openedAfter'>,
  ): void {
    ticket.retried ||= retried;
    ticket.openedAfter = openedAfter;
    ticket.connection = undefined;
    this.#waiting.add(query);
  }

  #hasProspect(query: Query): boolean {
    const openedAfter = this.#tickets.get(query)?.openedAfter ?? 0;
    for (const { state, opened } of this.#connections.values()) {
      if (state.kind === 'connecting') return true;
      if (state.kind !== 'draining' && opened > openedAfter) return true;
    }
    return false;
  }

  #fail(query: Query, failure: Failure): void {
    this.#tickets.delete(query);
    this.#waiting.delete(query);
    this.#effects.push({ kind: 'fail', query, failure });
  }

  #release(query: Query, connection: Pooled<Query>, nowMs: number): void {
    connection.underway.delete(query);
    if (connection.underway.size > 0) return;
    if (connection.state.kind === 'draining') this.#end(connection, 'drained');
    else if (connection.state.kind === 'busy') {
      this.#enter(connection, { kind: 'idle', sinceMs: nowMs });
    }
  }

  #retire(connection: Pooled<Query>): void {
    if (connection.state.kind === 'busy') {
      this.#enter(connection, { kind: 'draining' });
      this.#effects.push({ kind: 'drain', connection: connection.id });
    } else if (connection.state.kind !== 'draining') this.#end(connection, 'drained');
  }

  #end(connection: Pooled<Query>, reason: CloseReason): void {
    this.#enter(connection, { kind: 'closed' });
    this.#connections.delete(connection.id);
    this.#effects.push({ kind: 'close', connection: connection.id, reason });
  }

  #expire(nowMs: number): void {
    for (const connection of this.#connections.values()) {
      if (this.#expiryOf(connection.state) > nowMs) continue;
      if (connection.state.kind === 'idle') this.#end(connection, 'idle');
      else {
        this.#effects.push({ kind: 'close', connection: connection.id, reason: 'connect-timeout' });
        this.#lost(connection, {
          message: `no connection within ${this.#limits.connectTimeoutMs} ms`,
          phase: 'connect',
        });
      }
    }
  }

  #enter(connection: Pooled<Query>, next: ConnectionState): void {
    connection.state = transition(connection.state, next);
    this.#wakeAtMs = undefined;
  }

  /** Infinity where a state may last for ever. */
  #expiryOf(state: ConnectionState): number {
    if (state.kind === 'idle') return state.sinceMs + this.#limits.idleTimeoutMs;
    if (state.kind === 'connecting') return state.sinceMs + this.#limits.connectTimeoutMs;
    return Infinity;
  }

  #drain(): void {
    for (const connection of this.#connections.values()) {
      if (connection.state.kind === 'idle' || connection.state.kind === 'connecting')
        this.#end(connection, 'drained');
    }
  }

  /** Sends what can be sent and opens connections for the rest. */
  #assign(nowMs: number): void {
    for (const query of this.#waiting) {
      const ticket = this.#tickets.get(query) as Ticket<Query>;
      const connection = this.#roomFor(ticket);
      if (connection === undefined) {
        // Retries may have to wait for a connection that others need not wait for.
        if (ticket.openedAfter > 0) continue;
        break;
      }
      this.#waiting.delete(query);
      if (connection.state.kind === 'idle') this.#enter(connection, { kind: 'busy' });
      connection.underway.add(query);
      ticket.connection = connection;
      ticket.sentAtMs = nowMs;
      connection.owingSinceMs ??= nowMs;
      this.#effects.push({ kind: 'send', connection: connection.id, query });
    }
    if (this.#waiting.size > 0) this.#openFor(this.#waiting.size, nowMs);
  }

  /** The oldest connection with room: queries gather on few connections, so that the others may close. */
  #roomFor(ticket: Ticket<Query>): Pooled<Query> | undefined {
    for (const connection of this.#connections.values()) {
      const { kind } = connection.state;
      if (kind !== 'idle' && kind !== 'busy') continue;
      if (connection.blocked || connection.underway.size >= connection.capacity) continue;
      if (connection.opened > ticket.openedAfter) return connection;
    }
    return undefined;
  }

  #openFor(waiting: number, nowMs: number): void {
    let open = 0;
    let connecting = 0;
    for (const { state } of this.#connections.values()) {
      if (state.kind !== 'draining') open++;
      if (state.kind === 'connecting') connecting++;
    }
    const { maxConnections, expectedCapacity } = this.#limits;
    const mayOpen = (): boolean => open < maxConnections && this.#connections.size < 2 * maxConnections;
    while (waiting > connecting * expectedCapacity && mayOpen()) {
      const id = this.#nextId++;
      this.#connections.set(id, {
        id,
        state: { kind: 'connecting', sinceMs: nowMs },
        underway: new Set(),
        capacity: 0,
        blocked: false,
        opened: 0,
        settledAtMs: -Infinity,
        owingSinceMs: undefined,
      });
      this.#wakeAtMs = undefined;
      this.#effects.push({ kind: 'connect', connection: id });
      open++;
      connecting++;
    }
  }
}
