import { describe, expect, it } from 'vitest';
import { AllUpstreamsError, ClosedError, TimeoutError, TransportError } from '../errors/index.ts';
import type { ResolverEvent } from '../observe/index.ts';
import { createResolver } from '../resolver/index.ts';
import {
  SimulatedTransport,
  type SimulatedTransportOptions,
  VirtualClock,
  zoneAnswers,
} from '../testing/index.ts';
import type { ExchangeContext, Transport, TransportReply } from '../transport/index.ts';
import { replyOf, upstreams } from '../testing/selection-samples.ts';
import type { Combinator } from './combinator.ts';
import { fallback } from './fallback.ts';

const REFUSED = new TransportError('refused', {
  phase: 'connect',
  protocol: 'tls',
  endpoint: 'tls://192.0.2.1',
});
const refuse = (): Error => REFUSED;

function upstream(clock: VirtualClock, options: Partial<SimulatedTransportOptions> = {}): SimulatedTransport {
  return new SimulatedTransport({ clock, answer: (query) => query, ...options });
}

/** A fallback from one upstream to `quic://192.0.2.2`. */
function lab(first: Partial<SimulatedTransportOptions> = {}): {
  clock: VirtualClock;
  all: Combinator;
  servers: readonly [SimulatedTransport, SimulatedTransport];
  ask: (context?: Partial<ExchangeContext>) => Promise<TransportReply>;
  counts: () => number[];
} {
  const clock = new VirtualClock();
  const second = upstream(clock, { traits: { protocol: 'quic', endpoint: 'quic://192.0.2.2' } });
  const servers = [upstream(clock, first), second] as const;
  const all = fallback(servers, { clock });
  const ask = (context: Partial<ExchangeContext> = {}): Promise<TransportReply> =>
    clock.settle(all.exchange(new Uint8Array(12), { deadline: 100, ...context }));
  return { clock, all, servers, ask, counts: () => servers.map(({ asked }) => asked.length) };
}

describe('fallback', () => {
  it('asks the first upstream alone where it answers', async () => {
    const { ask, counts } = lab();
    expect((await ask()).connection.endpoint).toBe('tls://192.0.2.1');
    expect(counts()).toEqual([1, 0]);
  });

  it('asks the next where one failed', async () => {
    const { ask, counts } = lab({ answer: refuse });
    expect((await ask()).connection.endpoint).toBe('quic://192.0.2.2');
    expect(counts()).toEqual([1, 1]);
  });

  it('gives a silent upstream its share of the time and no more', async () => {
    const { clock, ask } = lab({ answer: () => 'silence' });
    expect((await ask()).connection.endpoint).toBe('quic://192.0.2.2');
    expect(clock.now()).toBe(50);
  });

  it('rejects with every error where all failed, with the one where one was asked', async () => {
    const clock = new VirtualClock();
    const all = fallback([upstream(clock, { answer: refuse }), upstream(clock, { answer: refuse })], {
      clock,
    });
    const failed = clock.settle(all.exchange(new Uint8Array(12), { deadline: 100 }));
    await expect(failed).rejects.toThrow(AllUpstreamsError);
    await expect(failed).rejects.toMatchObject({ errors: [REFUSED, REFUSED], code: 'EALLUPSTREAMS' });
    const { ask } = lab({ answer: refuse });
    await expect(ask({ only: 'tls' })).rejects.toBe(REFUSED);
  });

  it.each(['quic', 'quic://192.0.2.2', 'the instance'])('confines a query to %s', async (only) => {
    const { ask, counts, servers } = lab();
    await ask({ only: only === 'the instance' ? servers[1] : only });
    expect(counts()).toEqual([0, 1]);
  });

  it('chooses within combinators below it', async () => {
    const { clock, all, counts } = lab();
    const outer = fallback([upstream(clock, { answer: refuse }), all], { clock });
    await clock.settle(outer.exchange(new Uint8Array(12), { deadline: 100, only: 'quic' }));
    expect(counts()).toEqual([0, 1]);
  });

  it('refuses a selector that matches nothing before it asks', async () => {
    const { ask, counts } = lab();
    await expect(ask({ only: 'https' })).rejects.toThrow(RangeError);
    expect(counts()).toEqual([0, 0]);
  });

  it('does not ask the next after an abort', async () => {
    const { ask, counts } = lab({ answer: () => 'silence' });
    const abort = new AbortController();
    const query = expect(ask({ signal: abort.signal })).rejects.toBe('enough');
    abort.abort('enough');
    await query;
    expect(counts()).toEqual([1, 0]);
  });

  it('closes its upstreams once and asks them nothing more', async () => {
    const { all, ask, servers } = lab();
    await Promise.all([all.close(), all.close()]);
    await all.close();
    expect(servers.map(({ closings }) => closings)).toEqual([1, 1]);
    await expect(ask()).rejects.toThrow(ClosedError);
  });

  it('lets a query that is under way at close() go on to the next upstream', async () => {
    const { clock, all, ask, servers } = lab({ answer: refuse, delayMs: 30 });
    const query = ask();
    await clock.advance(10);
    const closing = all.close();
    expect((await query).connection.endpoint).toBe('quic://192.0.2.2');
    await closing;
    expect(servers.map(({ closed }) => closed)).toEqual([true, true]);
  });

  it('asks nobody after the deadline, and once in any case', async () => {
    const { ask, counts } = lab();
    await expect(ask({ deadline: -1 })).rejects.toThrow(TimeoutError);
    expect(counts()).toEqual([1, 0]);
  });

  describe('an upstream that replies with no answer', () => {
    it.each(['SERVFAIL', 'REFUSED', 'NOTIMP', 'FORMERR'] as const)(
      '%s lets the next one try',
      async (rcode) => {
        const { ask, counts } = lab({ answer: () => replyOf(rcode) });
        expect((await ask()).connection.endpoint).toBe('quic://192.0.2.2');
        expect(counts()).toEqual([1, 1]);
      },
    );

    it.each([
      ['NXDOMAIN', replyOf('NXDOMAIN')],
      ['a bogus name', replyOf('SERVFAIL', 'DNSSEC Bogus')],
    ])('%s is not asked again elsewhere', async (_what, reply) => {
      const { ask, counts } = lab({ answer: () => reply });
      expect((await ask()).bytes).toBe(reply);
      expect(counts()).toEqual([1, 0]);
    });

    it('is heard where nobody does better, the last one of them', async () => {
      const clock = new VirtualClock();
      const replies = [replyOf('REFUSED'), replyOf('SERVFAIL')];
      const servers = upstreams(clock, ...replies.map((reply) => ({ answer: () => reply })), {
        answer: refuse,
      });
      const all = fallback(servers, { clock });
      const reply = await clock.settle(all.exchange(new Uint8Array(12), { deadline: 100 }));
      expect(reply.bytes).toBe(replies[1]);
      // The name may be at fault.
      expect(all.stats().map(({ circuit }) => circuit)).toMatchObject([{ failures: 0 }, { failures: 0 }, {}]);
    });
  });

  it('holds a refusal against an upstream where another one answered', async () => {
    const { clock, all, ask, counts } = lab({ answer: () => replyOf('SERVFAIL') });
    for (let queries = 0; queries < 3; queries++) await ask({ deadline: 5_000 });
    expect(all.stats()[0]).toMatchObject({
      refusals: 3,
      failures: 0,
      circuit: { kind: 'open', delayMs: 1_000 },
    });
    await clock.advance(1_000);
    await ask({ deadline: 5_000 });
    expect(counts()).toEqual([4, 4]);
    await clock.advance(0);
    expect(all.stats()[0]?.circuit).toMatchObject({ kind: 'open', delayMs: 2_000 });
  });

  it('holds no deadline against an upstream that was shorter than what it needs', async () => {
    const { all, clock, ask } = lab({ delayMs: 200 });
    for (let queries = 0; queries < 2; queries++) await ask({ deadline: clock.now() + 5_000 });
    for (let queries = 0; queries < 5; queries++)
      await expect(ask({ deadline: clock.now() + 10, only: 'tls' })).rejects.toThrow(TimeoutError);
    expect(all.stats()[0]).toMatchObject({
      failures: 0,
      cancellations: 5,
      circuit: { kind: 'closed', failures: 0 },
    });
  });

  describe('an upstream that failed three times in a row', () => {
    /** A fallback whose first upstream is down until it is told otherwise. */
    async function brokenLab(): Promise<ReturnType<typeof lab> & { mend: () => void }> {
      let isDown = true;
      const result = lab({ answer: (query) => (isDown ? REFUSED : query) });
      for (let queries = 0; queries < 3; queries++) await result.ask({ deadline: 5_000 });
      return { ...result, mend: () => (isDown = false) };
    }

    it('has no turn any more', async () => {
      const { all, ask, counts } = await brokenLab();
      expect(all.stats()[0]?.circuit).toMatchObject({ kind: 'open', retryAtMs: 1_000 });
      await ask({ deadline: 5_000 });
      expect(counts()).toEqual([3, 4]);
    });

    it('is asked after all others still', async () => {
      const clock = new VirtualClock();
      let isDown = true;
      const answer = (query: Uint8Array): Uint8Array | Error => (isDown ? REFUSED : query);
      const all = fallback(upstreams(clock, { answer }, { answer: refuse }), { clock });
      const ask = (): Promise<TransportReply> =>
        clock.settle(all.exchange(new Uint8Array(12), { deadline: 5_000 }));
      for (let queries = 0; queries < 3; queries++) await expect(ask()).rejects.toThrow(AllUpstreamsError);
      isDown = false;
      expect((await ask()).connection.endpoint).toBe('tls://192.0.2.1');
      expect(all.stats()[0]?.circuit).toEqual({ kind: 'closed', failures: 0 });
    });

    it('gets a query that another one answered, once a second at first, and its turn back with the answer', async () => {
      const { clock, ask, counts, mend } = await brokenLab();
      await clock.advance(1_000);
      await ask({ deadline: 5_000 });
      expect(counts()).toEqual([4, 4]);
      mend();
      await clock.advance(1_999);
      await ask({ deadline: 5_000 });
      expect(counts()).toEqual([4, 5]);
      await clock.advance(1);
      expect((await ask({ deadline: 5_000 })).connection.endpoint).toBe('quic://192.0.2.2');
      expect((await ask({ deadline: 5_000 })).connection.endpoint).toBe('tls://192.0.2.1');
      expect(counts()).toEqual([6, 6]);
    });

    it('is told of to an observer, at each turn', async () => {
      const clock = new VirtualClock();
      const events: ResolverEvent[] = [];
      let isDown = true;
      const answer = (query: Uint8Array): Uint8Array | Error => (isDown ? REFUSED : query);
      const all = fallback(upstreams(clock, { answer }, {}), {
        clock,
        observe: (event) => events.push(event),
      });
      const ask = (): Promise<unknown> => clock.settle(all.exchange(new Uint8Array(12), { deadline: 5_000 }));
      for (let queries = 0; queries < 3; queries++) await ask();
      isDown = false;
      await clock.advance(1_000);
      await ask();
      await clock.advance(0);
      const upstream = { kind: 'upstream', protocol: 'tls', endpoint: 'tls://192.0.2.1' };
      expect(events).toEqual(['open', 'half-open', 'closed'].map((state) => ({ ...upstream, state })));
      expect(() => fallback([all], { observe: 'me' as unknown as () => void })).toThrow(TypeError);
    });

    it('is not seen in what a query tells of its attempts, when it is probed', async () => {
      const clock = new VirtualClock();
      const servers = upstreams(
        clock,
        { answer: refuse },
        { answer: zoneAnswers('a.example. 60 A 192.0.2.1') },
      );
      const all = fallback(servers, { clock });
      const resolver = createResolver({ upstream: all, clock });
      for (let queries = 0; queries < 3; queries++) await clock.settle(resolver.resolve('a.example'));
      await clock.advance(1_000);
      const { source } = await clock.settle(resolver.resolve('a.example'));
      expect(source).not.toHaveProperty('attempts');
      expect(servers[0].asked).toHaveLength(4);
      expect(resolver.stats().upstreams).toMatchObject({ 'tls://192.0.2.1': { attempts: 3 } });
    });

    it('gets nothing that the query was confined from', async () => {
      const { clock, ask, counts } = await brokenLab();
      await clock.advance(1_000);
      await ask({ deadline: 5_000, only: 'quic' });
      expect(counts()).toEqual([3, 4]);
    });

    it('is left alone by close(), with whatever it was asked', async () => {
      const clock = new VirtualClock();
      let answered: Error | 'silence' = REFUSED;
      const servers = upstreams(clock, { answer: () => answered }, {});
      const all = fallback(servers, { clock });
      const ask = (): Promise<unknown> => clock.settle(all.exchange(new Uint8Array(12), { deadline: 5_000 }));
      for (let queries = 0; queries < 3; queries++) await ask();
      answered = 'silence';
      await clock.advance(1_000);
      await ask();
      expect(servers[0]?.underway).toBe(1);
      await all.close();
      await clock.advance(0);
      expect(servers[0]?.underway).toBe(0);
      expect(clock.timers).toBe(0);
    });
  });

  it('refuses what is no transport', () => {
    const url = 'tls://192.0.2.1' as unknown as Transport;
    expect(() => fallback([url])).toThrow('fallback: upstream 0 is "tls://192.0.2.1", which is no transport');
  });

  it('refuses an empty list, and a mix of encrypted and plain upstreams that was not allowed', () => {
    const clock = new VirtualClock();
    const plain = upstream(clock, {
      traits: { protocol: 'udp', endpoint: 'udp://192.0.2.3', encrypted: false },
    });
    const mix = [upstream(clock), plain];
    expect(() => fallback([])).toThrow('fallback needs at least one upstream');
    expect(() => fallback(mix)).toThrow('udp://192.0.2.3, which is not: set dangerAllowPlaintext');
    expect(() => fallback([upstream(clock), fallback([plain])])).toThrow(RangeError);
    const unproven = upstream(clock, { traits: { endpoint: 'tls://192.0.2.4', authenticated: false } });
    expect(() => fallback([upstream(clock), unproven])).toThrow(
      'authenticated upstreams with tls://192.0.2.4',
    );
    const allowed = fallback(mix, { dangerAllowPlaintext: true });
    expect(allowed.traits).toMatchObject({ protocol: 'mixed', encrypted: false });
  });
});
