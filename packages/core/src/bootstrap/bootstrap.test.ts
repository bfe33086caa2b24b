import { describe, expect, it } from 'vitest';
import { AllUpstreamsError, ClosedError, NameNotFoundError, TimeoutError } from '../errors/index.ts';
import { decodeMessage, type Rcode } from '../message/index.ts';
import { fallback } from '../select/index.ts';
import {
  type SimulatedAnswer,
  SimulatedTransport,
  type SimulatedTransportOptions,
  VirtualClock,
  zoneAnswers,
} from '../testing/index.ts';
import type { Address } from '../transport/index.ts';
import { bootstrap } from './bootstrap.ts';

const ZONE = `
$TTL 300
dns.example.  CNAME host.example.
host.example. A 192.0.2.1
host.example. A 192.0.2.2
host.example. AAAA 2001:db8::1
ipv4.example. A 192.0.2.3
`;

/** What a bootstrap finds for a host. */
function find(
  host: string,
  rcode: Rcode = 'NOERROR',
  signal = new AbortController().signal,
): Promise<readonly Address[]> {
  const clock = new VirtualClock();
  const upstream = new SimulatedTransport({ clock, answer: zoneAnswers(ZONE, { rcode }) });
  return clock.settle(bootstrap([upstream], { clock })(host, signal));
}

describe('bootstrap', () => {
  it('gives the addresses of both families in turns, IPv6 first (RFC 8305 4)', async () => {
    expect(await find('dns.example')).toEqual([
      { address: '2001:db8::1', family: 6 },
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ]);
  });

  it('is content with one family', async () => {
    expect(await find('ipv4.example')).toEqual([{ address: '192.0.2.3', family: 4 }]);
  });

  it('does not wait for the other family beyond 50 ms (RFC 8305 3)', async () => {
    const clock = new VirtualClock();
    const answer = zoneAnswers(ZONE);
    const upstream = new SimulatedTransport({
      clock,
      answer: (query) => (typeOf(query) === AAAA ? 'silence' : answer(query)),
      delayMs: 10,
    });
    const found = await clock.settle(
      bootstrap([upstream], { clock })('dns.example', new AbortController().signal),
    );
    expect(found.map(({ family }) => family)).toEqual([4, 4]);
    expect(clock.now()).toBe(60);
    await clock.advance(5_000);
    expect(clock.timers).toBe(0);
  });

  it('rejects with the DNS error of a host without addresses, and with the reason on abort', async () => {
    await expect(find('gone.example', 'NXDOMAIN')).rejects.toThrow(NameNotFoundError);
    await expect(find('dns.example', 'NOERROR', AbortSignal.abort('enough'))).rejects.toBe('enough');
  });
});

const AAAA = 'AAAA';
const typeOf = (query: Uint8Array): string | undefined => decodeMessage(query).questions[0]?.type;
const { signal } = new AbortController();

/** Bootstraps of which each answers in its way. */
function lab(...upstreams: Partial<SimulatedTransportOptions>[]) {
  const clock = new VirtualClock();
  const answers = zoneAnswers(ZONE);
  const transports = upstreams.map(
    (each, at) =>
      new SimulatedTransport({
        clock,
        answer: answers,
        delayMs: 10,
        traits: { endpoint: `tls://192.0.2.${50 + at}` },
        ...each,
      }),
  );
  const source = bootstrap(transports, { clock });
  return { clock, transports, source, find: () => clock.settle(source('dns.example', signal)) };
}

const SILENT = { answer: (): SimulatedAnswer => 'silence' };
const SERVFAIL = { answer: zoneAnswers('', { rcode: 'SERVFAIL' }) };
const NXDOMAIN = { answer: zoneAnswers('', { rcode: 'NXDOMAIN' }) };

describe('several bootstraps', () => {
  it('leave the first one alone where it answers in time', async () => {
    const { transports, find } = lab({}, {});
    expect(await find()).toHaveLength(3);
    expect(transports.map(({ asked }) => asked.length)).toEqual([2, 0]);
  });

  it('are asked 100 ms apart where the first one is silent, and the losers are let go', async () => {
    const { clock, transports, find } = lab(SILENT, {});
    expect(await find()).toHaveLength(3);
    expect([clock.now(), clock.timers]).toEqual([110, 0]);
    expect(transports.map(({ asked }) => asked.length)).toEqual([2, 2]);
  });

  it('give a silent one, alone, its whole time in the control', async () => {
    const { clock, find } = lab(SILENT);
    await expect(find()).rejects.toThrow(TimeoutError);
    expect(clock.now()).toBe(5_000);
  });

  it.each([
    ['SERVFAIL', SERVFAIL],
    ['NXDOMAIN', NXDOMAIN],
    ['no address', { answer: zoneAnswers('') }],
  ])('ask the next one at once where one says %s', async (_what, first) => {
    const { clock, find } = lab(first, {});
    expect(await find()).toHaveLength(3);
    expect(clock.now()).toBe(20);
  });

  it('show what each said where all fail', async () => {
    const { find, clock } = lab(SERVFAIL, NXDOMAIN);
    const error = await find().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AllUpstreamsError);
    expect(error).toMatchObject({ errors: [{ code: 'ESERVFAIL' }, { code: 'ENOTFOUND' }] });
    expect(clock.timers).toBe(0);
  });
});

describe('what a bootstrap finds', () => {
  it('is kept: further connections ask nobody', async () => {
    const { transports, find } = lab({});
    await find();
    expect(await find()).toHaveLength(3);
    expect(transports[0]?.asked).toHaveLength(2);
  });

  it('has the family that was late from then on', async () => {
    const answers = zoneAnswers(ZONE);
    const clock = new VirtualClock();
    const slow = new SimulatedTransport({ clock, answer: answers, delayMs: 300 });
    const quick = new SimulatedTransport({
      clock,
      answer: (query) => (typeOf(query) === AAAA ? 'silence' : answers(query)),
    });
    const source = bootstrap([quick, slow], { clock });
    expect((await clock.settle(source('dns.example', signal)))[0]?.family).toBe(4);
    await clock.advance(1_000);
    expect((await clock.settle(source('dns.example', signal)))[0]?.family).toBe(6);
  });
});

describe('a bootstrap', () => {
  it('gives up what it asks when it is disposed of, and finds nothing more', async () => {
    const { clock, source } = lab(SILENT);
    const lost = expect(source('dns.example', signal)).rejects.toThrow(ClosedError);
    await source[Symbol.asyncDispose]();
    await lost;
    expect(clock.timers).toBe(0);
    await expect(source('dns.example', signal)).rejects.toThrow(ClosedError);
  });

  it('is never asked for the host that it is reached by itself, as a part of another transport neither', async () => {
    const clock = new VirtualClock();
    const own = new SimulatedTransport({ clock, ...SILENT, traits: { endpoint: 'tls://dns.example' } });
    const source = bootstrap([fallback([own])], { clock });
    await expect(source('dns.example', signal)).rejects.toThrow(
      'dns.example would have to resolve itself: name this bootstrap by its address, as in tls://192.0.2.1#dns.example',
    );
    expect(own.asked).toEqual([]);
  });

  it.each([
    ['no upstream', [], {}, 'at least one upstream'],
    ['a time that is none', undefined, { staleSeconds: Number.NaN }, 'staleSeconds is NaN'],
    ['a negative time', undefined, { timeoutMs: -1 }, 'timeoutMs is -1'],
  ] as const)('refuses %s', (_what, transports, options, why) => {
    const clock = new VirtualClock();
    const some = transports ?? [new SimulatedTransport({ clock, ...SILENT })];
    expect(() => bootstrap(some, options)).toThrow(why);
  });

  it('refuses a mix of encrypted and plain upstreams that was not allowed', () => {
    const clock = new VirtualClock();
    const plain = {
      protocol: 'udp',
      endpoint: 'udp://192.0.2.1',
      encrypted: false,
      authenticated: false,
    } as const;
    const mix = [
      new SimulatedTransport({ clock, ...SILENT }),
      new SimulatedTransport({ clock, ...SILENT, traits: plain }),
    ];
    expect(() => bootstrap(mix)).toThrow('dangerAllowPlaintext');
    expect(() => bootstrap(mix, { dangerAllowPlaintext: true })).not.toThrow();
  });
});
