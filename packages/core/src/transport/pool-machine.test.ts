import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConnectionState, TRANSITIONS, transition } from './connection-state.ts';
import type { ConnectionId, PoolEffect, PoolEvent, PoolLimits } from './pool-events.ts';
import { PoolMachine } from './pool-machine.ts';

interface Query {
  readonly name: string;
}

const LIMITS: PoolLimits = {
  maxConnections: 2,
  expectedCapacity: 3,
  idleTimeoutMs: 1_000,
  connectTimeoutMs: 500,
};
const LOST = { message: 'lost' };
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name): Query => ({ name })) as [Query, Query, Query, Query];

/** Effects in short: `connect 1`, `send a 1`. */
function short(effects: readonly PoolEffect<Query>[]): string[] {
  return effects.map((effect) => {
    switch (effect.kind) {
      case 'connect':
        return `connect ${effect.connection}`;
      case 'send':
        return `send ${effect.query.name} ${effect.connection}`;
      case 'close':
        return `close ${effect.connection} ${effect.reason}`;
      case 'drain':
        return `drain ${effect.connection}`;
      default:
        return `${effect.kind} ${effect.query.name}`;
    }
  });
}

/** A machine and what it does with each event, at a time that only moves when told. */
function run(limits = LIMITS): {
  machine: PoolMachine<Query>;
  on: (event: PoolEvent<Query>, atMs?: number) => string[];
} {
  const machine = new PoolMachine<Query>(limits);
  return { machine, on: (event, atMs = 0) => short(machine.handle(event, atMs)) };
}

const submit = (query: Query): PoolEvent<Query> => ({ kind: 'submitted', query });
const connected = (connection: ConnectionId, capacity = 10): PoolEvent<Query> => ({
  kind: 'connected',
  connection,
  capacity,
});
const settled = (query: Query): PoolEvent<Query> => ({ kind: 'settled', query });
const lost = (connection: ConnectionId): PoolEvent<Query> => ({ kind: 'lost', connection, failure: LOST });

describe('the states of a connection', () => {
  const samples: readonly ConnectionState[] = [
    { kind: 'connecting', sinceMs: 0 },
    { kind: 'idle', sinceMs: 0 },
    { kind: 'busy' },
    { kind: 'draining' },
    { kind: 'closed' },
  ];
  it.each(samples.flatMap((from) => samples.map((to) => [from, to] as const)))('from $kind', (from, to) => {
    if (TRANSITIONS[from.kind].includes(to.kind)) expect(transition(from, to)).toBe(to);
    else expect(() => transition(from, to)).toThrow(`a ${from.kind} connection cannot become ${to.kind}`);
  });

  it('are gone through as a connection lives', () => {
    const { machine, on } = run();
    const seen = [machine.stateOf(1).kind];
    const look = (): number => seen.push(machine.stateOf(1).kind);
    on(submit(a));
    look();
    on(connected(1));
    look();
    on(settled(a));
    look();
    on(submit(b));
    on({ kind: 'retired', connection: 1 });
    look();
    on(settled(b));
    look();
    expect(seen).toEqual(['closed', 'connecting', 'busy', 'idle', 'draining', 'closed']);
  });
});

describe('PoolMachine', () => {
  it('keeps nothing of a query that is settled while it waits', () => {
    const { machine, on } = run();
    on(submit(a));
    on(settled(a));
    expect(on(connected(1))).toEqual([]);
    expect(machine.stateOf(1).kind).toBe('idle');
  });

  it('sends on one connection what one is expected to carry, and opens another only beyond', () => {
    const { on } = run();
    expect([a, b, c].flatMap((query) => on(submit(query)))).toEqual(['connect 1']);
    expect(on(submit(d))).toEqual(['connect 2']);
    expect(on(connected(1))).toEqual(['send a 1', 'send b 1', 'send c 1', 'send d 1']);
  });

  it('queues where every connection is full, and goes on as one has room', () => {
    const { on } = run({ ...LIMITS, maxConnections: 1 });
    on(submit(a));
    on(submit(b));
    expect(on(connected(1, 1))).toEqual(['send a 1']);
    expect(on(settled(a))).toEqual(['send b 1']);
    expect(on(submit(c))).toEqual([]);
    expect(on({ kind: 'capacity', connection: 1, capacity: 2 })).toEqual(['send c 1']);
  });

  it('takes back a query that a connection had no room for, and sends it as the connection is unblocked', () => {
    const { on } = run({ ...LIMITS, maxConnections: 1 });
    on(submit(a));
    on(connected(1));
    expect(on({ kind: 'blocked', connection: 1, query: a })).toEqual([]);
    expect(on({ kind: 'unblocked', connection: 1 })).toEqual(['send a 1']);
  });

  it('retries once, on a fresh connection, what was under way on one that had answered before', () => {
    const { on } = run();
    on(submit(a));
    on(connected(1));
    on(settled(a));
    expect(on(submit(b))).toEqual(['send b 1']);
    expect(on(lost(1))).toEqual(['connect 2']);
    expect(on(connected(2))).toEqual(['send b 2']);
    expect(on(lost(2))).toEqual(['fail b']);
  });

  it('asks again, each time, what was under way as the peer closed in good order after answering something', () => {
    const { on } = run();
    const closed = (connection: ConnectionId): PoolEvent<Query> => ({
      kind: 'lost',
      connection,
      failure: { ...LOST, orderly: true },
    });
    on(submit(a));
    for (const [id, other] of [b, c, d].entries()) {
      on(submit(other));
      on(connected(id + 1));
      on(settled(other));
      expect(on(closed(id + 1))).toEqual([`connect ${id + 2}`]);
    }
    expect(on(connected(4))).toEqual(['send a 4']);
    expect(on(closed(4))).toEqual(['fail a']);
  });

  it('does not retry on another old connection', () => {
    const { on } = run({ ...LIMITS, expectedCapacity: 1 });
    on(submit(a));
    on(submit(b));
    on(connected(1, 1));
    on(connected(2, 1));
    on(settled(a));
    on(settled(b));
    on(submit(c));
    expect(on(lost(1))).toEqual(['connect 3']);
    expect(on(connected(3))).toEqual(['send c 3']);
  });

  it('fails what was under way on a fresh connection, and what waited for one that did not open', () => {
    const { on } = run();
    on(submit(a));
    on(connected(1));
    expect(on(lost(1))).toEqual(['fail a']);
    expect(on(submit(b))).toEqual(['connect 2']);
    expect(on(lost(2))).toEqual(['fail b']);
  });

  it('lets queries wait for an open connection where a second one did not open', () => {
    const { on } = run({ ...LIMITS, expectedCapacity: 1 });
    on(submit(a));
    on(connected(1, 1));
    expect(on(submit(b))).toEqual(['connect 2']);
    expect(on(lost(2))).toEqual(['connect 3']);
    expect(on(settled(a))).toEqual(['send b 1']);
  });

  it('sends once more, even on the same connection, what the upstream did not process', () => {
    const { on } = run();
    on(submit(a));
    on(connected(1));
    expect(on({ kind: 'unprocessed', query: a, failure: LOST })).toEqual(['send a 1']);
    expect(on({ kind: 'unprocessed', query: a, failure: LOST })).toEqual(['fail a']);
  });

  it('frees the slot of an abandoned query and keeps the connection', () => {
    const { machine, on } = run({ ...LIMITS, maxConnections: 1 });
    on(submit(a));
    on(submit(b));
    on(connected(1, 1));
    expect(on({ kind: 'abandoned', query: a, timedOut: false })).toEqual(['cancel a', 'send b 1']);
    expect(machine.stateOf(1).kind).toBe('busy');
    expect(on({ kind: 'abandoned', query: c, timedOut: false })).toEqual([]);
  });

  it('gives up a connection on which a whole deadline passed in silence', () => {
    const { on } = run();
    on(submit(a), 0);
    on(connected(1), 0);
    on(submit(b), 0);
    expect(on({ kind: 'abandoned', query: a, timedOut: true }, 100)).toEqual(['cancel a', 'drain 1']);
    expect(on(submit(c), 100)).toEqual(['connect 2']);
    expect(on(settled(b), 110)).toEqual(['close 1 drained']);
  });

  it('gives up a connection that owed answers for a second while its callers gave up', () => {
    const { on } = run();
    on(submit(a), 0);
    on(connected(1), 0);
    for (const [atMs, query] of [
      [300, a],
      [600, b],
      [900, c],
    ] as const) {
      on({ kind: 'abandoned', query, timedOut: false }, atMs);
      on(submit(query === a ? b : query === b ? c : d), atMs);
    }
    expect(on({ kind: 'abandoned', query: d, timedOut: false }, 1_000)).toEqual([
      'cancel d',
      'drain 1',
      'close 1 drained',
    ]);
    expect(on(submit(a), 1_000)).toEqual(['connect 2']);
  });

  it('asks no more than a few times where a server ends connection after connection in good order', () => {
    const { on } = run({ ...LIMITS, maxConnections: 1 });
    const orderly = { message: 'closed', orderly: true };
    on(submit(a), 0);
    let outcome: string[] = [];
    for (let id = 1; id < 20 && !outcome.includes('fail a'); id++) {
      on(submit(b));
      on(connected(id));
      on(settled(b));
      outcome = on({ kind: 'lost', connection: id, failure: orderly });
    }
    expect(outcome).toEqual(['fail a']);
  });

  it('asks again elsewhere where an address was silent, even from the start, and a few times only', () => {
    const { on } = run({ ...LIMITS, maxConnections: 1 });
    const silent = { message: 'it does not answer', elsewhere: true };
    on(submit(a), 0);
    const outcomes: string[] = [];
    for (let id = 1; id < 20 && outcomes.at(-1) !== 'fail a'; id++) {
      on(connected(id));
      outcomes.push(...on({ kind: 'lost', connection: id, failure: silent }));
    }
    expect(outcomes).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10].map((id) => `connect ${id}`).concat('fail a'));
  });

  it('lets no more connections drain than it may hold', () => {
    const { on } = run({ ...LIMITS, maxConnections: 1 });
    on(submit(a));
    on(connected(1));
    on({ kind: 'retired', connection: 1 });
    expect(on(submit(b))).toEqual(['connect 2']);
    on(connected(2));
    on({ kind: 'retired', connection: 2 });
    expect(on(submit(c))).toEqual([]);
    expect(on(settled(a))).toEqual(['close 1 drained', 'connect 3']);
  });

  it('keeps a connection that answered others while one query timed out', () => {
    const { on } = run();
    on(submit(a), 0);
    on(connected(1), 0);
    on(submit(b), 0);
    on(settled(b), 50);
    on({ kind: 'abandoned', query: a, timedOut: true }, 100);
    expect(on(submit(c), 100)).toEqual(['send c 1']);
  });

  it('closes what is idle too long and gives up what does not connect', () => {
    const { machine, on } = run();
    on(submit(a), 0);
    expect(machine.wakeAtMs).toBe(500);
    on(connected(1), 100);
    expect(machine.wakeAtMs).toBeUndefined();
    on(settled(a), 200);
    expect(machine.wakeAtMs).toBe(1_200);
    expect(on({ kind: 'woken' }, 1_199)).toEqual([]);
    expect(on({ kind: 'woken' }, 1_200)).toEqual(['close 1 idle']);
    on(submit(b), 2_000);
    expect(on({ kind: 'woken' }, 2_500)).toEqual(['close 2 connect-timeout', 'fail b']);
    expect(machine.isEmpty).toBe(true);
  });

  it('drains: idle connections close at once, the others with their last query', () => {
    const { machine, on } = run();
    on(submit(a));
    on(connected(1));
    expect(on({ kind: 'closing' })).toEqual([]);
    expect(on(settled(a))).toEqual(['close 1 drained']);
    expect(machine.isEmpty).toBe(true);
  });

  it('retires an idle connection at once', () => {
    const { on } = run();
    on(submit(a));
    on(connected(1));
    on(settled(a));
    expect(on({ kind: 'retired', connection: 1 })).toEqual(['close 1 drained']);
  });
});

/** Plays a random network against a machine, and checks what must hold whatever happens. */
describe('PoolMachine under random events', () => {
  const step = fc.record({
    move: fc.constantFrom(
      'submit',
      'connect',
      'settle',
      'abandon',
      'time-out',
      'lose',
      'retire',
      'block',
      'unblock',
      'refuse',
      'wake',
    ),
    pick: fc.nat(1000),
  });
  const limits = fc.record({
    maxConnections: fc.integer({ min: 1, max: 3 }),
    expectedCapacity: fc.integer({ min: 1, max: 3 }),
    idleTimeoutMs: fc.constant(1_000),
    connectTimeoutMs: fc.constant(500),
  });

  it('ends every query once, keeps to its limits and empties in the end', () => {
    const lawful = fc.property(limits, fc.array(step, { maxLength: 120 }), (bounds, steps) => {
      const world = new World(bounds);
      for (const { move, pick } of steps) world.play(move, pick);
      world.finish();
    });
    expect(() => fc.assert(lawful, { numRuns: 2_000 })).not.toThrow();
  });
});

class World {
  readonly #machine: PoolMachine<Query>;
  readonly #limits: PoolLimits;
  readonly #connecting = new Set<ConnectionId>();
  readonly #open = new Map<ConnectionId, { capacity: number; underway: Set<Query> }>();
  readonly #pending = new Map<Query, { sends: number }>();
  #nowMs = 0;

  constructor(limits: PoolLimits) {
    this.#limits = limits;
    this.#machine = new PoolMachine(limits);
  }

  play(move: string, pick: number): void {
    this.#nowMs += pick % 400;
    const one = <T>(values: Iterable<T>): T | undefined => {
      const all = [...values];
      return all[pick % all.length];
    };
    const connection = one(this.#open.keys());
    const underway = one([...this.#open.values()].flatMap((each) => [...each.underway]));
    const pending = one(this.#pending.keys());
    if (move === 'submit') this.#submit();
    else if (move === 'connect') this.#connect(one(this.#connecting), 1 + (pick % 4));
    else if (move === 'settle' && underway) this.#end(underway, { kind: 'settled', query: underway });
    else if (move === 'abandon' && pending)
      this.#end(pending, { kind: 'abandoned', query: pending, timedOut: false });
    else if (move === 'time-out' && pending)
      this.#end(pending, { kind: 'abandoned', query: pending, timedOut: true });
    else if (move === 'lose') this.#lose(one([...this.#connecting, ...this.#open.keys()]), pick % 2 === 0);
    else if (move === 'retire' && connection !== undefined) this.#retire(connection);
    else if (move === 'block' && underway) this.#block(underway);
    else if (move === 'unblock' && connection !== undefined) this.#handle({ kind: 'unblocked', connection });
    else if (move === 'refuse' && underway) this.#refuse(underway);
    else if (move === 'wake') this.#handle({ kind: 'woken' });
  }

  finish(): void {
    this.#handle({ kind: 'closing' });
    for (let turn = 0; this.#pending.size > 0; turn++) {
      expect(turn).toBeLessThan(2_000);
      const [id] = this.#connecting;
      if (id !== undefined) this.#connect(id, 4);
      for (const [connection, { underway }] of this.#open) {
        this.#handle({ kind: 'unblocked', connection });
        for (const query of underway) this.#end(query, { kind: 'settled', query });
      }
    }
    expect(this.#machine.isEmpty).toBe(true);
    expect([this.#connecting.size, this.#open.size]).toEqual([0, 0]);
    expect(this.#machine.wakeAtMs).toBeUndefined();
  }

  #submit(): void {
    const query = { name: 'q' };
    this.#pending.set(query, { sends: 0 });
    this.#handle({ kind: 'submitted', query });
  }

  #connect(id: ConnectionId | undefined, capacity: number): void {
    if (id === undefined) return;
    this.#connecting.delete(id);
    this.#open.set(id, { capacity, underway: new Set() });
    this.#handle({ kind: 'connected', connection: id, capacity });
  }

  #lose(id: ConnectionId | undefined, orderly: boolean): void {
    if (id === undefined) return;
    this.#connecting.delete(id);
    this.#open.delete(id);
    this.#handle({ kind: 'lost', connection: id, failure: { ...LOST, orderly } });
  }

  #retire(id: ConnectionId): void {
    this.#handle({ kind: 'retired', connection: id });
  }

  #isDraining(id: ConnectionId): boolean {
    return this.#machine.stateOf(id).kind === 'draining';
  }

  #block(query: Query): void {
    const [id] = [...this.#open].find(([, each]) => each.underway.delete(query)) ?? [0];
    const state = this.#pending.get(query);
    if (state) state.sends--;
    this.#handle({ kind: 'blocked', connection: id, query });
  }

  #refuse(query: Query): void {
    for (const { underway } of this.#open.values()) underway.delete(query);
    this.#handle({ kind: 'unprocessed', query, failure: LOST });
  }

  #end(query: Query, event: PoolEvent<Query>): void {
    for (const { underway } of this.#open.values()) underway.delete(query);
    this.#pending.delete(query);
    this.#handle(event);
  }

  #handle(event: PoolEvent<Query>): void {
    for (const effect of this.#machine.handle(event, this.#nowMs)) this.#perform(effect);
    const open = [...this.#open.keys()].filter((id) => !this.#isDraining(id)).length;
    expect(open + this.#connecting.size).toBeLessThanOrEqual(this.#limits.maxConnections);
    expect(this.#open.size + this.#connecting.size).toBeLessThanOrEqual(2 * this.#limits.maxConnections);
  }

  #perform(effect: PoolEffect<Query>): void {
    if (effect.kind === 'connect') this.#connecting.add(effect.connection);
    else if (effect.kind === 'close') {
      expect(this.#open.get(effect.connection)?.underway.size ?? 0).toBe(0);
      this.#connecting.delete(effect.connection);
      this.#open.delete(effect.connection);
    } else if (effect.kind === 'fail') expect(this.#pending.delete(effect.query)).toBe(true);
    else if (effect.kind === 'send') this.#sent(effect.connection, effect.query);
  }

  #sent(id: ConnectionId, query: Query): void {
    const connection = this.#open.get(id);
    const state = this.#pending.get(query);
    expect(this.#isDraining(id)).toBe(false);
    expect(state).toBeDefined();
    connection?.underway.add(query);
    expect(connection?.underway.size).toBeLessThanOrEqual(connection?.capacity ?? 0);
    // Once, a retry, and the retries that orderly losses do not count.
    if (state) expect(++state.sends).toBeLessThanOrEqual(10);
  }
}
