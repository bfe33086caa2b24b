import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  AllUpstreamsError,
  DnsError,
  NameNotFoundError,
  TimeoutError,
  TransportError,
} from '../errors/index.ts';
import { createResolver, type Resolver } from '../resolver/index.ts';
import { type SimulatedAnswer, SimulatedTransport, VirtualClock, zoneAnswers } from '../testing/index.ts';
import type { Layer } from '../layers/index.ts';
import type { ExchangeContext, Transport } from '../transport/index.ts';
import type { Evidence } from './index.ts';

const zone = zoneAnswers('host.example. 60 A 192.0.2.1');
const noSuchName = zoneAnswers('', { rcode: 'NXDOMAIN', answers: [] });
const refused = (endpoint: string): TransportError =>
  new TransportError('connection refused', { phase: 'connect', protocol: 'tls', endpoint });

/** A resolver over upstreams that answer after 5 ms, the first at 192.0.2.1. */
function lab(
  answers: readonly ((query: Uint8Array) => SimulatedAnswer)[],
  layers: readonly Layer[] = [],
): { clock: VirtualClock; resolver: Resolver } {
  const clock = new VirtualClock(1_000);
  const upstream = answers.map(
    (answer, at) =>
      new SimulatedTransport({ clock, answer, delayMs: 5, traits: { endpoint: `tls://192.0.2.${at + 1}` } }),
  );
  return { clock, resolver: createResolver({ upstream, clock, layers, tries: 1 }) };
}

const failing = (endpoint: string) => (): Error => refused(endpoint);

async function rejection(promise: Promise<unknown>): Promise<DnsError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DnsError) return error;
    throw error;
  }
  throw new Error('it did not reject');
}

describe('attempts', () => {
  it('are not there where the first one was answered', async () => {
    const { clock, resolver } = lab([zone]);
    const { source } = await clock.settle(resolver.resolve('host.example'));
    expect(source).not.toHaveProperty('attempts');
  });

  it('that failed stand in the source of the answer', async () => {
    const { clock, resolver } = lab([failing('tls://192.0.2.1'), () => 'silence', zone]);
    const { source } = await clock.settle(resolver.resolve('host.example', 'A', { timeoutMs: 105 }));
    expect(source).toMatchObject({
      endpoint: 'tls://192.0.2.3',
      attempts: [
        { endpoint: 'tls://192.0.2.1', phase: 'connect', code: 'ETRANSPORT', startedAtMs: 0, elapsedMs: 5 },
        { endpoint: 'tls://192.0.2.2', phase: 'receive', code: 'ETIMEOUT', startedAtMs: 5, elapsedMs: 50 },
      ],
    });
  });

  it('stand in the error, in order, with their causes', async () => {
    const { clock, resolver } = lab([failing('tls://192.0.2.1'), () => 'silence']);
    const error = await rejection(clock.settle(resolver.resolve('host.example', 'A', { timeoutMs: 105 })));
    expect(error).toBeInstanceOf(AllUpstreamsError);
    expect(error.attempts).toMatchObject([
      { protocol: 'tls', endpoint: 'tls://192.0.2.1', elapsedMs: 5, reused: false },
      { protocol: 'tls', endpoint: 'tls://192.0.2.2', elapsedMs: 100 },
    ]);
    expect(error.attempts?.map(({ cause }) => cause)).toEqual((error as AllUpstreamsError).errors);
    expect(error.message.split('\n')).toEqual([
      'host.example. A: every upstream failed:',
      '  tls://192.0.2.1: connect: connection refused',
      '  tls://192.0.2.2: receive: the deadline passed',
    ]);
    expect(Object.isFrozen(error.attempts)).toBe(true);
  });

  it('end with the one that was answered where the answer is the error', async () => {
    const { clock, resolver } = lab([failing('tls://192.0.2.1'), noSuchName]);
    const error = await rejection(clock.settle(resolver.resolve('host.example')));
    expect(error).toBeInstanceOf(NameNotFoundError);
    expect(error.attempts).toMatchObject([
      { endpoint: 'tls://192.0.2.1', code: 'ETRANSPORT' },
      { endpoint: 'tls://192.0.2.2', phase: 'receive', startedAtMs: 5, elapsedMs: 5 },
    ]);
    expect(error.attempts?.[1]).not.toHaveProperty('code');
    expect(error.message.split('\n')).toEqual([
      'host.example. A: no such name',
      '  tls://192.0.2.1: connect: connection refused, after 5 ms',
    ]);
    expect(error.stack).toContain('connection refused, after 5 ms\n    at ');
  });

  it('leave the message of an error alone that is the only one', async () => {
    const { clock, resolver } = lab([() => 'silence']);
    const error = await rejection(clock.settle(resolver.resolve('host.example', 'A', { timeoutMs: 20 })));
    expect(error.message).toBe('host.example. A: tls://192.0.2.1: receive: the deadline passed');
    expect(error.attempts).toMatchObject([{ elapsedMs: 20, code: 'ETIMEOUT' }]);
    expect(error.attempts?.[0]?.cause).toBeInstanceOf(TimeoutError);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ attempts: [{ code: 'ETIMEOUT' }] });
    expect(inspect(error)).toContain('elapsedMs: 20');
  });

  it('are all shown where a layer asks again, an answer that did not serve included', async () => {
    const twice: Layer = (next) => async (request, context) => {
      await next(request, context);
      return next(request, context);
    };
    let asked = 0;
    const { clock, resolver } = lab([(query) => (asked++ === 0 ? zone(query) : 'silence')], [twice]);
    const error = await rejection(clock.settle(resolver.resolve('host.example', 'A', { timeoutMs: 50 })));
    expect(error.attempts?.map(({ startedAtMs, code }) => [startedAtMs, code])).toEqual([
      [0, undefined],
      [5, 'ETIMEOUT'],
    ]);
  });

  it("of a query that shares in another one's are those of the other", async () => {
    let leader: { evidence: Evidence; response: ReturnType<Parameters<Layer>[0]> } | undefined;
    const shared: Layer = (next) => (request, context) => {
      const { evidence } = context;
      if (evidence === undefined) throw new Error('no evidence');
      if (leader === undefined) leader = { evidence, response: next(request, context) };
      else evidence.follow(leader.evidence);
      return leader.response;
    };
    const { clock, resolver } = lab([failing('tls://192.0.2.1'), noSuchName], [shared]);
    const both = [resolver.resolve('host.example'), resolver.resolve('host.example')].map(rejection);
    const [first, second] = await clock.settle(Promise.all(both));
    expect(first).not.toBe(second);
    expect(second?.attempts).toEqual(first?.attempts);
    expect(second?.attempts).toHaveLength(2);
  });

  it('are bounded and clean in the message, however many failed', async () => {
    const bad = new TransportError(`\u001b[31m${'x'.repeat(500)}`, {
      phase: 'send',
      protocol: 'tls',
      endpoint: 'tls://h',
    });
    const { clock, resolver } = lab(Array.from({ length: 30 }, () => () => bad));
    const { message } = await rejection(clock.settle(resolver.resolve('host.example')));
    expect(message.split('\n')).toHaveLength(10);
    expect(message.length).toBeLessThan(2_000);
    expect(message).toMatch(/and 22 more$/);
    expect(message).not.toContain('\u001b');
  });

  it('are read from the error of a transport that leaves no word of them', async () => {
    const clock = new VirtualClock();
    const error = new TimeoutError({ phase: 'send', protocol: 'udp', endpoint: 'udp://192.0.2.9' });
    const exchange = (_query: Uint8Array, _context: ExchangeContext): Promise<never> => Promise.reject(error);
    const upstream: Transport = Object.assign(new SimulatedTransport({ clock, answer: zone }), { exchange });
    const resolver = createResolver({ upstream, clock });
    expect((await rejection(resolver.resolve('host.example'))).attempts).toMatchObject([
      { endpoint: 'udp://192.0.2.9', phase: 'send' },
    ]);
  });

  it('are those of each query where a transport gives one error to several, frozen or not', async () => {
    for (const error of [refused('tls://192.0.2.1'), Object.freeze(refused('tls://192.0.2.1'))]) {
      const { clock, resolver } = lab([() => error]);
      const first = await rejection(clock.settle(resolver.resolve('host.example')));
      const second = await rejection(clock.settle(resolver.resolve('other.example')));
      for (const each of [first, second]) {
        expect(each.attempts).toMatchObject([{ elapsedMs: 5, code: 'ETRANSPORT' }]);
        expect(each.attempts?.[0]?.cause).toBe(error);
      }
      expect(second.message).toBe('other.example. A: tls://192.0.2.1: connect: connection refused');
      expect(error).not.toHaveProperty('attempts');
    }
  });

  it('are all shown where the resolver asks again', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const answer = (query: Uint8Array): SimulatedAnswer =>
      asked++ < 2 ? refused('tls://192.0.2.1') : zone(query);
    const upstream = new SimulatedTransport({ clock, answer, delayMs: 5 });
    const resolver = createResolver({ upstream, clock });
    const error = await rejection(clock.settle(resolver.resolve('host.example')));
    expect(error.attempts?.map(({ startedAtMs }) => startedAtMs)).toEqual([0, 5]);
    asked = 1;
    const { source } = await clock.settle(resolver.resolve('host.example'));
    expect(source).toMatchObject({ attempts: [{ startedAtMs: 0, code: 'ETRANSPORT' }] });
  });

  it('of an answer that is malformed end with that answer', async () => {
    const { clock, resolver } = lab([(query) => zone(query).subarray(0, -1)]);
    const error = await rejection(clock.settle(resolver.resolve('host.example')));
    expect(error).toMatchObject({
      code: 'EBADRESP',
      attempts: [{ endpoint: 'tls://192.0.2.1', elapsedMs: 5 }],
    });
  });
});
