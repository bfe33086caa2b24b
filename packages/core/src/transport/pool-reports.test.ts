import { describe, expect, it } from 'vitest';
import type { ResolverEvent } from '../observe/index.ts';
import { createResolver, type Resolver } from '../resolver/index.ts';
import { SimulatedConnection, VirtualClock } from '../testing/index.ts';
import type { ConnectionEvents, Dial } from './connection.ts';
import type { Transport, TransportTraits } from './contract.ts';
import { pool } from './pool.ts';

const TRAITS: TransportTraits = {
  protocol: 'tls',
  endpoint: 'tls://192.0.2.1',
  encrypted: true,
  authenticated: true,
  maxReplyOctets: 65_535,
};
const LIMITS = { maxConnections: 1, expectedCapacity: 100, idleTimeoutMs: 8_000, connectTimeoutMs: 5_000 };

/** A pool whose connections open after 10 ms, and what its observer was told. */
function lab(dial?: Dial): {
  clock: VirtualClock;
  resolver: Resolver;
  connections: SimulatedConnection[];
  changes: () => string[];
  events: ResolverEvent[];
  upstream: Transport;
} {
  const clock = new VirtualClock(1_000);
  const connections: SimulatedConnection[] = [];
  const events: ResolverEvent[] = [];
  const observer = (event: ResolverEvent): void => void events.push(event);
  const open = (own: ConnectionEvents): Promise<SimulatedConnection> =>
    new Promise((resolve) => {
      clock.startTimer(10, () => {
        connections.push(new SimulatedConnection(own));
        resolve(connections.at(-1) as SimulatedConnection);
      });
    });
  const upstream = pool({ traits: TRAITS, limits: LIMITS, clock, observer, dial: dial ?? open });
  const changes = (): string[] =>
    events.flatMap((event) =>
      event.kind === 'pool'
        ? [[event.connection, event.state, event.reason].filter((word) => word !== undefined).join(' ')]
        : [],
    );
  const resolver = createResolver({ upstream, clock, observe: observer, tries: 1 });
  return { clock, resolver, connections, changes, events, upstream };
}

/** Asks, and has the answer, which is that there is no data. */
async function ask({ clock, resolver, connections }: ReturnType<typeof lab>): Promise<void> {
  const asked = expect(resolver.resolve('host.example')).rejects.toMatchObject({ code: 'ENODATA' });
  await clock.advance(connections.length === 0 ? 10 : 0);
  connections.at(-1)?.answer();
  await asked;
}

describe("a pool's observer", () => {
  it('is told of a connection from its opening to its idle end', async () => {
    const room = lab();
    await ask(room);
    await room.clock.advance(8_000);
    expect(room.changes()).toEqual(['1 opening', '1 open', '1 closed idle']);
    expect(room.events.find(({ kind }) => kind === 'pool')).toEqual({
      kind: 'pool',
      protocol: 'tls',
      endpoint: 'tls://192.0.2.1',
      connection: 1,
      state: 'opening',
    });
  });

  it('is told of one that is drained, and of the one after it', async () => {
    const room = lab();
    await ask(room);
    const waiting = expect(room.resolver.resolve('host.example')).rejects.toMatchObject({ code: 'ENODATA' });
    await room.clock.advance(0);
    room.connections[0]?.events.retired();
    room.connections[0]?.answer();
    await waiting;
    expect(room.changes()).toEqual(['1 opening', '1 open', '1 draining', '1 closed drained']);
  });

  it('is told of one that is lost, and by what', async () => {
    const room = lab();
    await ask(room);
    room.connections[0]?.events.lost({ message: 'reset by peer' });
    await room.clock.advance(0);
    expect(room.changes()).toEqual(['1 opening', '1 open', '1 closed lost']);
    expect(room.events.at(-1)).toMatchObject({ phase: 'receive', message: 'reset by peer' });
  });

  it('is told of one that never opens', async () => {
    const silent = lab(() => new Promise(() => undefined));
    const failed = silent.resolver.resolve('host.example', 'A', { timeoutMs: 6_000 });
    await expect(silent.clock.settle(failed)).rejects.toMatchObject({
      phase: 'connect',
      attempts: [{ phase: 'connect', startedAtMs: 0, elapsedMs: 5_000, code: 'ETRANSPORT' }],
    });
    expect(silent.changes()).toEqual(['1 opening', '1 closed connect-timeout']);
    const refused = lab(() => Promise.reject(new Error('refused')));
    const query = refused.resolver.resolve('host.example');
    await expect(refused.clock.settle(query)).rejects.toMatchObject({ phase: 'connect' });
    expect(refused.changes()).toEqual(['1 opening', '1 closed lost']);
  });

  it('may close the transport from within', async () => {
    const clock = new VirtualClock();
    const closings: Promise<void>[] = [];
    const upstream: Transport = pool({
      traits: TRAITS,
      limits: LIMITS,
      clock,
      observer: () => void closings.push(upstream.close()),
      dial: (events) => Promise.resolve(new SimulatedConnection(events)),
    });
    const resolver = createResolver({ upstream, clock });
    const failed = resolver.resolve('host.example', 'A', { timeoutMs: 100 });
    await expect(clock.settle(failed)).rejects.toMatchObject({ code: 'ETIMEOUT' });
    await Promise.all(closings);
    expect(clock.timers).toBe(0);
  });
});

describe('the evidence of a query in a pool', () => {
  it('tells phase, time and reuse of what failed, and of what its caller gave up', async () => {
    const room = lab();
    await ask(room);
    const failed = room.resolver.resolve('host.example', 'A', { timeoutMs: 300 });
    await expect(room.clock.settle(failed)).rejects.toMatchObject({
      attempts: [{ phase: 'receive', elapsedMs: 300, reused: true, code: 'ETIMEOUT' }],
    });
    const controller = new AbortController();
    const given = expect(
      room.resolver.resolve('host.example', 'A', { signal: controller.signal }),
    ).rejects.toBe('enough');
    await room.clock.advance(5);
    controller.abort('enough');
    await given;
    expect(room.events.filter(({ kind }) => kind === 'attempt').at(-1)).toMatchObject({
      stage: 'ended',
      phase: 'receive',
      reused: true,
      elapsedMs: 5,
      code: 'ABORT_ERR',
    });
    expect(room.resolver.stats().upstreams).toEqual({
      'tls://192.0.2.1': { protocol: 'tls', attempts: 3, failures: 1, srttMs: 10 },
    });
  });

  it('tells of a deadline that had passed before', async () => {
    const { upstream, resolver, clock } = lab();
    const late = createResolver({
      upstream,
      clock,
      layers: [(next) => (request, context) => next(request, { ...context, deadline: clock.now() })],
    });
    await expect(late.resolve('host.example')).rejects.toMatchObject({ attempts: [{ elapsedMs: 0 }] });
    expect(resolver.stats().queries).toBe(0);
  });
});
