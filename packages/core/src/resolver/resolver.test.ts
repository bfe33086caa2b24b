import { describe, expect, expectTypeOf, it } from 'vitest';
import { bootstrap } from '../bootstrap/index.ts';
import {
  AllUpstreamsError,
  ClosedError,
  NameNotFoundError,
  NoDataError,
  ParseError,
  ResponseError,
  TimeoutError,
  TransportError,
  WireError,
} from '../errors/index.ts';
import type { Layer } from '../layers/index.ts';
import {
  decodeMessage,
  encodeMessage,
  type Message,
  type Rcode,
  type ResourceRecord,
} from '../message/index.ts';
import { Name } from '../name/index.ts';
import type { UnknownRdata } from '../rdata/index.ts';
import { fallback } from '../select/index.ts';
import { SimulatedTransport, type SimulatedTransportOptions, VirtualClock } from '../testing/index.ts';
import type { Transport } from '../transport/index.ts';
import { parseZone } from '../zone/index.ts';
import { type Answer, createResolver, type Resolver } from './index.ts';

const ZONE = `
$TTL 300
host.example.    A 192.0.2.1
host.example.    A 192.0.2.2
host.example.    AAAA 2001:db8::1
alias.example. 60 CNAME www.example.
www.example.     CNAME host.example.
loop1.example.   CNAME loop2.example.
loop2.example.   CNAME loop1.example.
mail.example.    MX 10 host.example.
stray.example.   CNAME elsewhere.example.
`;
const records = [...parseZone(ZONE)];

/** Answers as a careless server does: with the whole zone, whatever was asked. */
function respond(query: Uint8Array, change: Partial<Message> = {}): Uint8Array {
  const { questions, id } = decodeMessage(query);
  return encodeMessage({ ...decodeMessage(query), id, qr: true, questions, answers: records, ...change });
}

function upstream(clock: VirtualClock, options: Partial<SimulatedTransportOptions> = {}): SimulatedTransport {
  return new SimulatedTransport({ clock, answer: (query) => respond(query), ...options });
}

/** Runs virtual time until the promise has settled. */
async function elapse<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  await clock.advance(60_000);
  return promise;
}

function lab(options: Partial<SimulatedTransportOptions> = {}): {
  clock: VirtualClock;
  server: SimulatedTransport;
  resolver: Resolver;
} {
  const clock = new VirtualClock();
  const server = upstream(clock, options);
  return { clock, server, resolver: createResolver({ upstream: server, clock }) };
}

describe('resolve', () => {
  it('gives typed records, the chain of aliases and the smallest TTL on the way', async () => {
    const { clock, resolver } = lab({ delayMs: 25 });
    const answer = await elapse(clock, resolver.resolve('Alias.example'));
    expect(answer.records.map(({ rdata }) => rdata.address)).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(answer.chain.map(({ name }) => String(name))).toEqual(['alias.example.', 'www.example.']);
    expect(String(answer.canonicalName)).toBe('host.example.');
    expect(answer).toMatchObject({ ttlSeconds: 60, type: 'A', rcode: 'NOERROR' });
    expect(answer.source).toMatchObject({ kind: 'network', protocol: 'tls', elapsedMs: 25, reused: false });
    expect(answer.expiresAt.getTime() - Date.now()).toBeGreaterThan(59_000);
  });

  it('has the rdata of each type to the type checker', () => {
    type MxAnswer = Answer<'MX'>['records'][number]['rdata'];
    expectTypeOf<MxAnswer>().toEqualTypeOf<{ readonly preference: number; readonly exchange: Name }>();
    expectTypeOf<Answer<'TYPE65280'>['records'][number]['rdata']>().toEqualTypeOf<UnknownRdata>();
    expectTypeOf<Awaited<ReturnType<Resolver['resolve']>>>().toExtend<Answer>();
    expectTypeOf<ResourceRecord>().toHaveProperty('ttlSeconds');
  });

  it('asks with recursion desired, EDNS and no more than the caller asked for', async () => {
    const { clock, server, resolver } = lab();
    await elapse(clock, resolver.resolve('host.example', 'AAAA', { dnssecOk: true, checkingDisabled: true }));
    const asked = decodeMessage(server.asked[0] as Uint8Array);
    expect(asked).toMatchObject({
      rd: true,
      cd: true,
      ad: false,
      questions: [{ type: 'AAAA', class: 'IN' }],
    });
    expect(asked.edns).toEqual({ udpPayloadOctets: 1232, version: 0, dnssecOk: true, options: [] });
  });

  it.each([
    ['NXDOMAIN', NameNotFoundError, 'ENOTFOUND'],
    ['SERVFAIL', ResponseError, 'ESERVFAIL'],
    ['REFUSED', ResponseError, 'EREFUSED'],
    ['NOTAUTH', ResponseError, 'EBADRESP'],
  ] as const)(
    'rejects %s with its error and extended errors (RFC 8914)',
    async (rcode: Rcode, Failure, code) => {
      const option = { code: 15, data: Uint8Array.of(0, 15, ...Buffer.from('malware')) };
      const edns = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [option] };
      const { clock, resolver } = lab({ answer: (query) => respond(query, { rcode, answers: [], edns }) });
      const failed = elapse(clock, resolver.resolve('host.example'));
      await expect(failed).rejects.toThrow(Failure);
      await expect(failed).rejects.toMatchObject({
        code,
        rcode,
        extendedErrors: [{ infoCode: 15, extraText: 'malware' }],
      });
      await expect(failed).rejects.toThrow('Blocked: malware');
    },
  );

  it('rejects with NoDataError where the chain ends without records, and never takes others', async () => {
    const { clock, resolver } = lab();
    await expect(elapse(clock, resolver.resolve('host.example', 'TXT'))).rejects.toThrow(NoDataError);
    await expect(elapse(clock, resolver.resolve('stray.example'))).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('shows a loop of aliases', async () => {
    const { clock, resolver } = lab();
    await expect(elapse(clock, resolver.resolve('loop1.example'))).rejects.toThrow(
      'the aliases form a loop: loop1.example. -> loop2.example. -> loop1.example.',
    );
  });

  it('rejects a malformed reply with WireError, silence with TimeoutError', async () => {
    const broken = lab({ answer: (query) => respond(query).subarray(0, -1) });
    await expect(elapse(broken.clock, broken.resolver.resolve('host.example'))).rejects.toThrow(WireError);
    const silent = lab({ answer: () => 'silence' });
    const query = silent.resolver.resolve('host.example', 'A', { timeoutMs: 30 });
    await expect(elapse(silent.clock, query)).rejects.toThrow(TimeoutError);
    expect(silent.clock.timers).toBe(0);
  });

  it("rejects with the signal's reason on abort", async () => {
    const { clock, resolver } = lab({ answer: () => 'silence' });
    const query = resolver.resolve('host.example', 'A', { signal: AbortSignal.abort('enough') });
    await expect(elapse(clock, query)).rejects.toBe('enough');
  });

  it('refuses what cannot be asked before it asks', async () => {
    const { server, resolver } = lab();
    await expect(resolver.resolve('a..b')).rejects.toThrow(ParseError);
    await expect(resolver.resolve('a.example', 'TYPE65536')).rejects.toThrow(RangeError);
    await expect(resolver.resolve('a.example', 'A', { timeoutMs: 0 })).rejects.toThrow(RangeError);
    await expect(resolver.resolve('a.example', 'A', { transport: 'quic' })).rejects.toThrow(
      'no upstream matches quic',
    );
    expect(server.asked).toHaveLength(0);
    expect(() => createResolver({ upstream: [] })).toThrow(RangeError);
    expect(() => createResolver({ upstream: server, timeoutMs: -1 })).toThrow(RangeError);
  });

  it('asks for internationalized names by their A-labels', async () => {
    const { clock, server, resolver } = lab();
    await expect(elapse(clock, resolver.resolve('bücher.example'))).rejects.toThrow(NoDataError);
    expect(String(decodeMessage(server.asked[0] as Uint8Array).questions[0]?.name)).toBe(
      'xn--bcher-kva.example.',
    );
  });

  it('goes through its layers, the first one outermost', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const layer =
      (name: string): Layer =>
      (next) =>
      async (request, context) => {
        seen.push(`${name} asks`);
        const response = await next(request, context);
        seen.push(`${name} answers`);
        return response;
      };
    const resolver = createResolver({
      upstream: upstream(clock),
      clock,
      layers: [layer('outer'), layer('inner')],
    });
    await elapse(clock, resolver.resolve('host.example'));
    expect(seen).toEqual(['outer asks', 'inner asks', 'inner answers', 'outer answers']);
  });

  it('closes its upstreams and other resources', async () => {
    const clock = new VirtualClock();
    const [server, other] = [upstream(clock), upstream(clock)];
    const resolver = createResolver({ upstream: server, resources: [other], clock });
    await resolver.close();
    expect([server.closed, other.closed]).toEqual([true, true]);
    await expect(resolver.resolve('host.example')).rejects.toThrow(ClosedError);
  });
});

describe('fallback', () => {
  const refused = new TransportError('refused', {
    phase: 'connect',
    protocol: 'tls',
    endpoint: 'tls://192.0.2.9',
  });

  function pair(first: Partial<SimulatedTransportOptions>): {
    clock: VirtualClock;
    all: Transport;
    servers: SimulatedTransport[];
  } {
    const clock = new VirtualClock();
    const traits = { protocol: 'quic', endpoint: 'quic://192.0.2.2' } as const;
    const servers = [upstream(clock, first), upstream(clock, { traits })];
    return { clock, servers, all: fallback(servers, { clock }) };
  }

  it('asks the next where one failed, and gives a silent one its share of the time', async () => {
    for (const answer of [(): Error => refused, (): 'silence' => 'silence']) {
      const { clock, all } = pair({ answer });
      const resolved = await elapse(
        clock,
        createResolver({ upstream: all, clock, timeoutMs: 100 }).resolve('host.example'),
      );
      expect(resolved.source.endpoint).toBe('quic://192.0.2.2');
      expect(resolved.source.elapsedMs).toBeLessThanOrEqual(50);
    }
  });

  it('does not ask the next where the first answered, whatever the rcode', async () => {
    const { clock, all, servers } = pair({ answer: (query) => respond(query, { rcode: 'SERVFAIL' }) });
    await expect(
      elapse(clock, createResolver({ upstream: all, clock }).resolve('host.example')),
    ).rejects.toThrow(ResponseError);
    expect(servers.map(({ asked }) => asked.length)).toEqual([1, 0]);
  });

  it('rejects with every error where all failed', async () => {
    const clock = new VirtualClock();
    const answer = (): Error => refused;
    const all = fallback([upstream(clock, { answer }), upstream(clock, { answer })], { clock });
    const failed = elapse(clock, createResolver({ upstream: all, clock }).resolve('host.example'));
    await expect(failed).rejects.toThrow(AllUpstreamsError);
    await expect(failed).rejects.toMatchObject({ errors: [refused, refused], code: 'EALLUPSTREAMS' });
  });

  it.each(['quic', 'quic://192.0.2.2', 'instance'])('confines a query to %s', async (only) => {
    const { clock, all, servers } = pair({});
    const transport = only === 'instance' ? (servers[1] as Transport) : only;
    await elapse(clock, createResolver({ upstream: all, clock }).resolve('host.example', 'A', { transport }));
    expect(servers.map(({ asked }) => asked.length)).toEqual([0, 1]);
  });

  it('does not try the next after an abort', async () => {
    const { clock, all, servers } = pair({ answer: () => 'silence' });
    const abort = new AbortController();
    const query = expect(
      all.exchange(new Uint8Array(12), { deadline: 1_000, signal: abort.signal }),
    ).rejects.toBe('enough');
    abort.abort('enough');
    await clock.advance(2_000);
    await query;
    expect(servers[1]?.asked).toHaveLength(0);
  });

  it('refuses a mix of encrypted and plain upstreams that was not allowed', () => {
    const clock = new VirtualClock();
    const plain = upstream(clock, {
      traits: { protocol: 'udp', endpoint: 'udp://192.0.2.3', encrypted: false },
    });
    const mix = [upstream(clock), plain];
    expect(() => fallback(mix)).toThrow('udp://192.0.2.3, which is not: set dangerAllowPlaintext');
    expect(() => createResolver({ upstream: mix })).toThrow(RangeError);
    expect(fallback(mix, { dangerAllowPlaintext: true }).traits).toMatchObject({
      protocol: 'mixed',
      encrypted: false,
    });
  });
});

describe('bootstrap', () => {
  it('gives the addresses of both families in turns, IPv6 first (RFC 8305 4)', async () => {
    const clock = new VirtualClock();
    const source = bootstrap([upstream(clock)], { clock });
    const addresses = await elapse(clock, source('alias.example', new AbortController().signal));
    expect(addresses).toEqual([
      { address: '2001:db8::1', family: 6 },
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ]);
  });

  it('rejects with the DNS error of a name without addresses, and with the reason on abort', async () => {
    const clock = new VirtualClock();
    const source = bootstrap(
      [upstream(clock, { answer: (query) => respond(query, { rcode: 'NXDOMAIN' }) })],
      { clock },
    );
    await expect(elapse(clock, source('gone.example', new AbortController().signal))).rejects.toThrow(
      NameNotFoundError,
    );
    await expect(elapse(clock, source('gone.example', AbortSignal.abort('enough')))).rejects.toBe('enough');
  });
});
