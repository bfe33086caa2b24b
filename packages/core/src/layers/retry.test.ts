import { describe, expect, it } from 'vitest';
import {
  AllUpstreamsError,
  ClosedError,
  ResponseError,
  TimeoutError,
  TransportError,
  WireError,
} from '../errors/index.ts';
import { createResolver, type ResolveOptions, type Resolver } from '../resolver/index.ts';
import { fallback } from '../select/index.ts';
import { SimulatedTransport, VirtualClock, zoneAnswers } from '../testing/index.ts';
import type { SimulatedAnswer } from '../testing/index.ts';
import type { ExchangeContext } from '../transport/index.ts';

const LOST = new TransportError('reset', { phase: 'receive', protocol: 'tls', endpoint: 'tls://192.0.2.1' });
const good = zoneAnswers('host.example. 300 A 192.0.2.1');
const malformed = (query: Uint8Array): Uint8Array => good(query).subarray(0, -1);

/** An upstream that does what is listed, one thing a query, and then answers. */
function lab(...faults: ((query: Uint8Array) => SimulatedAnswer)[]): {
  clock: VirtualClock;
  server: SimulatedTransport;
  contexts: ExchangeContext[];
  times: number[];
  resolver: Resolver;
  resolve: (options?: ResolveOptions) => Promise<unknown>;
} {
  const clock = new VirtualClock();
  const contexts: ExchangeContext[] = [];
  const times: number[] = [];
  const server = new SimulatedTransport({
    clock,
    answer: (query, context) => {
      contexts.push(context);
      times.push(clock.now());
      return (faults.shift() ?? good)(query);
    },
  });
  const resolver = createResolver({ upstream: server, clock, timeoutMs: 4_000 });
  return {
    clock,
    server,
    contexts,
    times,
    resolver,
    resolve: (options) => clock.settle(resolver.resolve('host.example', 'A', options)),
  };
}

const silence = (): SimulatedAnswer => 'silence';
const lost = (): SimulatedAnswer => LOST;

describe('a query is asked again', () => {
  it.each([
    ['a reply was lost', silence],
    ['the connection was', lost],
    ['the reply is malformed', malformed],
  ])('where %s, and is not answered with one try', async (_, fault) => {
    const { resolve, server } = lab(fault);
    expect(await resolve()).toMatchObject({ records: [{ rdata: { address: '192.0.2.1' } }] });
    expect(server.asked).toHaveLength(2);
    await expect(lab(fault).resolve({ tries: 1 })).rejects.toThrow(/^host\.example\. A: /);
  });

  it('where every upstream of a fallback failed', async () => {
    const { clock, server } = lab(lost, lost, lost, lost, lost, lost);
    const resolver = createResolver({ upstream: fallback([server, server], { clock }), clock, tries: 3 });
    await expect(clock.settle(resolver.resolve('host.example'))).rejects.toThrow(AllUpstreamsError);
    expect(server.asked).toHaveLength(6);
  });

  it('with an even share of the time for each try, and in no more time than one try has', async () => {
    const { resolve, times, contexts, clock } = lab(silence, silence, silence, silence);
    await expect(resolve({ tries: 4 })).rejects.toThrow(TimeoutError);
    expect(contexts.map(({ deadline }) => deadline)).toEqual([1_000, 2_000, 3_050, 4_000]);
    expect(times).toEqual([0, 1_000, 2_100, 3_250]);
    expect(clock.now()).toBe(4_000);
    expect(clock.timers).toBe(0);
  });

  it('at once first, then after growing pauses', async () => {
    const { resolve, times } = lab(lost, lost, lost, lost);
    await resolve({ tries: 5 });
    expect(times).toEqual([0, 0, 100, 300, 700]);
  });

  it('after a pause that leaves time to be answered in', async () => {
    const { resolve, times } = lab(...new Array<typeof lost>(9).fill(lost));
    await expect(resolve({ tries: 10, timeoutMs: 160 })).resolves.toBeDefined();
    expect(times.at(-1)).toBeLessThan(160);
  });

  it('and rejects with the last error', async () => {
    await expect(lab(silence, lost).resolve()).rejects.toThrow(
      'host.example. A: tls://192.0.2.1: receive: reset',
    );
  });
});

describe('a query is not asked again', () => {
  it('for an rcode: the upstream has answered (RFC 9520 3.2)', async () => {
    const { resolve, server } = lab(zoneAnswers('a. 1 A 192.0.2.1', { rcode: 'SERVFAIL', answers: [] }));
    await expect(resolve()).rejects.toThrow(ResponseError);
    expect(server.asked).toHaveLength(1);
  });

  it('for what another try would not change', async () => {
    const { resolve, server } = lab(() => new ClosedError('tls://192.0.2.1'));
    await expect(resolve()).rejects.toThrow(ClosedError);
    expect(server.asked).toHaveLength(1);
  });

  it.each([0, 1_500, 2_050])('after an abort at %i ms, not even during a pause', async (abortAtMs) => {
    const { resolver, clock, server } = lab(silence, lost);
    const abort = new AbortController();
    const query = resolver.resolve('host.example', 'A', { signal: abort.signal, tries: 3, timeoutMs: 6_000 });
    const failed = expect(query).rejects.toBe('enough');
    await clock.advance(abortAtMs);
    const asked = server.asked.length;
    abort.abort('enough');
    await clock.advance(10_000);
    await failed;
    expect(server.asked).toHaveLength(asked);
    expect(clock.timers).toBe(0);
  });
});

describe('the signal of a try', () => {
  it('is never aborted by the end of an earlier one', async () => {
    const { resolve, contexts } = lab(silence, silence);
    const { signal } = new AbortController();
    await resolve({ signal, tries: 3 });
    expect(contexts).toHaveLength(3);
    expect(contexts.every((each) => each.signal?.aborted === false)).toBe(true);
  });
});

describe('query()', () => {
  it('is asked again as well', async () => {
    const { resolver, clock, server } = lab(lost);
    const message = { ...(await clock.settle(resolver.resolve('host.example'))).message, qr: false };
    await clock.settle(resolver.query({ ...message, answers: [] }));
    expect(server.asked).toHaveLength(3);
    const broken = lab(malformed);
    const once = broken.resolver.query({ ...message, answers: [] }, { tries: 1 });
    await expect(broken.clock.settle(once)).rejects.toThrow(WireError);
  });
});
