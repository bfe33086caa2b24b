import { describe, expect, it } from 'vitest';
import { ClosedError, TimeoutError, TransportError } from '../errors/index.ts';
import { SimulatedConnection, VirtualClock } from '../testing/index.ts';
import type { ConnectionEvents, ReplySink } from './connection.ts';
import type { ExchangeContext, Transport, TransportTraits } from './contract.ts';
import { pool } from './pool.ts';

const TRAITS: TransportTraits = {
  protocol: 'tls',
  endpoint: 'tls://192.0.2.1',
  encrypted: true,
  authenticated: true,
  maxReplyOctets: 65_535,
};
const LIMITS = { maxConnections: 2, expectedCapacity: 100, idleTimeoutMs: 8_000, connectTimeoutMs: 5_000 };
/** The root's A records. */
const QUERY = Uint8Array.of(0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1);

/** A pool whose connections open after 10 ms, unless `dial` says otherwise. */
function lab(dial?: (events: ConnectionEvents, signal: AbortSignal) => Promise<SimulatedConnection>): {
  clock: VirtualClock;
  transport: Transport;
  connections: SimulatedConnection[];
  ask: (context?: Partial<ExchangeContext>) => ReturnType<Transport['exchange']>;
} {
  const clock = new VirtualClock(1_000);
  const connections: SimulatedConnection[] = [];
  const open = (events: ConnectionEvents): Promise<SimulatedConnection> =>
    new Promise((resolve) => {
      clock.startTimer(10, () => {
        const connection = new SimulatedConnection(events);
        connections.push(connection);
        resolve(connection);
      });
    });
  const transport = pool({ traits: TRAITS, limits: LIMITS, clock, dial: dial ?? open });
  const ask = (context: Partial<ExchangeContext> = {}): ReturnType<Transport['exchange']> =>
    transport.exchange(QUERY, { deadline: clock.now() + 1_000, ...context });
  return { clock, transport, connections, ask };
}

const lastOf = <T>(values: readonly T[]): T => values.at(-1) as T;

describe('pool', () => {
  it("gives the reply with the caller's ID, and says whether the connection was there before", async () => {
    const { clock, connections, ask } = lab();
    const first = ask();
    await clock.advance(10);
    lastOf(connections).answer();
    const reply = await first;
    expect(reply.bytes.subarray(0, 3)).toEqual(Uint8Array.of(0x12, 0x34, 0x81));
    expect(reply.connection).toEqual({
      protocol: 'tls',
      trust: 'authenticated',
      endpoint: 'tls://192.0.2.1',
      address: '192.0.2.1',
      reused: false,
    });
    const second = ask();
    await clock.advance(0);
    lastOf(connections).answer();
    expect((await second).connection.reused).toBe(true);
    expect(connections).toHaveLength(1);
  });

  it('rejects with TimeoutError and the phase at the deadline, and leaves no timer but the idle one', async () => {
    const { clock, connections, ask } = lab();
    const connecting = expect(ask({ deadline: clock.now() + 5 })).rejects.toMatchObject({
      phase: 'connect',
      code: 'ETIMEOUT',
    });
    await clock.advance(5);
    await connecting;
    await clock.advance(5);
    const waiting = expect(ask()).rejects.toThrow(TimeoutError);
    await clock.advance(1_000);
    await waiting;
    expect(lastOf(connections).underway).toHaveLength(0);
    await clock.advance(10_000);
    expect(clock.timers).toBe(0);
  });

  it('says that a query waited for room where a connection was open', async () => {
    const { clock, ask } = lab();
    const first = Array.from({ length: 200 }, () => ask().catch((error: unknown) => error));
    await clock.advance(10);
    const last = expect(ask({ deadline: clock.now() + 100 })).rejects.toMatchObject({
      phase: 'send',
      reused: false,
    });
    await clock.advance(2_000);
    await last;
    expect(await first[0]).toMatchObject({ phase: 'receive', code: 'ETIMEOUT' });
  });

  it('gives the caller octets of its own', async () => {
    const { clock, connections, ask } = lab();
    const asked = ask();
    await clock.advance(10);
    const received = new Uint8Array(100).subarray(10, 27);
    received.set(QUERY);
    lastOf(connections).underway[0]?.sink.reply(received);
    const { bytes } = await asked;
    expect(bytes.buffer.byteLength).toBe(17);
  });

  it('opens and sends nothing for a deadline that has passed', async () => {
    const { clock, connections, ask } = lab();
    await expect(ask({ deadline: clock.now() })).rejects.toThrow(TimeoutError);
    await clock.advance(10);
    expect(connections).toHaveLength(0);
  });

  it("rejects with the signal's own reason, frees the slot and stops listening", async () => {
    const { clock, connections, ask } = lab();
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    const query = expect(ask({ signal: abort.signal })).rejects.toBe(reason);
    await clock.advance(10);
    expect(lastOf(connections).underway).toHaveLength(1);
    abort.abort(reason);
    await query;
    expect(lastOf(connections).underway).toHaveLength(0);
    await expect(ask({ signal: abort.signal })).rejects.toBe(reason);
    await clock.advance(10_000);
    expect(clock.timers).toBe(0);
  });

  it('retries on a fresh connection what was under way on one that had answered before', async () => {
    const { clock, connections, ask } = lab();
    const first = ask();
    await clock.advance(10);
    lastOf(connections).answer();
    await first;
    const second = ask();
    await clock.advance(0);
    const failure = { message: 'reset' };
    connections[0]?.events.lost(failure);
    await clock.advance(10);
    expect(connections).toHaveLength(2);
    lastOf(connections).answer();
    expect((await second).connection.reused).toBe(false);
    expect(connections).toHaveLength(2);
    const third = expect(ask()).rejects.toThrow('tls://192.0.2.1: receive: reset');
    const fourth = expect(ask()).rejects.toThrow('tls://192.0.2.1: receive: reset');
    await clock.advance(0);
    connections[1]?.events.lost(failure);
    await clock.advance(10);
    connections[2]?.events.lost(failure);
    await Promise.all([third, fourth]);
  });

  it('takes no reply, failure or refusal from a connection that was lost', async () => {
    const late = [
      (sink: ReplySink): void => sink.reply(QUERY),
      (sink: ReplySink): void => sink.fail({ message: 'late' }),
      (sink: ReplySink): void => sink.unprocessed({ message: 'late' }),
    ];
    for (const say of late) {
      const { clock, connections, ask } = lab();
      const first = ask();
      await clock.advance(10);
      lastOf(connections).answer();
      await first;
      const second = ask();
      const third = ask();
      await clock.advance(0);
      const lost = lastOf(connections);
      const sinks = lost.underway.map(({ sink }) => sink);
      lost.events.lost({ message: 'gone' });
      for (const sink of sinks) say(sink);
      await clock.advance(10);
      const fresh = lastOf(connections);
      expect(fresh).not.toBe(lost);
      expect(fresh.underway).toHaveLength(2);
      fresh.answer();
      fresh.answer();
      expect((await second).connection.reused).toBe(false);
      await third;
    }
  });

  it('wraps whatever a dial rejects with as TransportError of phase connect', async () => {
    const { clock, ask } = lab(() => Promise.reject(new Error('no route')));
    const query = ask();
    await expect(query).rejects.toThrow('tls://192.0.2.1: connect: no route');
    await expect(query).rejects.toThrow(TransportError);
    expect(clock.timers).toBeLessThanOrEqual(1);
  });

  it('survives a dial that throws', async () => {
    const { ask } = lab(() => {
      throw new Error('a fault');
    });
    await expect(ask()).rejects.toThrow('connect: a fault');
  });

  it('closes a connection that opens after it was given up, and aborts its dial', async () => {
    let dialSignal: AbortSignal | undefined;
    const late = Promise.withResolvers<SimulatedConnection>();
    const { clock, ask } = lab((_events, signal) => {
      dialSignal = signal;
      return late.promise;
    });
    const query = expect(ask({ deadline: clock.now() + 20_000 })).rejects.toThrow(
      'no connection within 5000 ms',
    );
    await clock.advance(5_000);
    await query;
    expect(dialSignal?.aborted).toBe(true);
    const connection = new SimulatedConnection({ capacity() {}, unblocked() {}, retired() {}, lost() {} });
    late.resolve(connection);
    await clock.advance(0);
    expect(connection.closed).toBe(true);
  });

  it('drains on close: what is under way is answered, what comes later is refused', async () => {
    const { clock, transport, connections, ask } = lab();
    const query = ask();
    await clock.advance(10);
    const closing = transport.close();
    await expect(ask()).rejects.toThrow(ClosedError);
    lastOf(connections).answer();
    await query;
    await closing;
    await transport.close();
    expect(lastOf(connections).closed).toBe(true);
    expect(clock.timers).toBe(0);
  });

  it('refuses a selector for another transport and a query without a question before anything is opened', async () => {
    const { transport, connections, ask } = lab();
    await expect(ask({ only: 'quic' })).rejects.toThrow(RangeError);
    for (const query of [new Uint8Array(11), new Uint8Array(17), QUERY.subarray(0, 16)]) {
      await expect(transport.exchange(query, { deadline: 2_000 })).rejects.toThrow(RangeError);
    }
    expect(connections).toHaveLength(0);
  });
});
