import { describe, expect, it } from 'vitest';
import { AllUpstreamsError, ClosedError, TransportError } from '../errors/index.ts';
import { SimulatedTransport, type SimulatedTransportOptions, VirtualClock } from '../testing/index.ts';
import type { ExchangeContext, Transport, TransportReply } from '../transport/index.ts';
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
  all: Transport;
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

  it('closes its upstreams and asks them nothing more', async () => {
    const { all, ask, servers } = lab();
    await all.close();
    expect(servers.map(({ closed }) => closed)).toEqual([true, true]);
    await expect(ask()).rejects.toThrow(ClosedError);
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
