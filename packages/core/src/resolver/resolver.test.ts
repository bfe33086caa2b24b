import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  ClosedError,
  NameNotFoundError,
  NoDataError,
  ParseError,
  ResponseError,
  TimeoutError,
  WireError,
} from '../errors/index.ts';
import type { Layer } from '../layers/index.ts';
import { decodeMessage, type Rcode, type ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { RecordType, UnknownRdata } from '../rdata/index.ts';
import {
  SimulatedTransport,
  type SimulatedTransportOptions,
  VirtualClock,
  zoneAnswers,
} from '../testing/index.ts';
import { plainServer } from '../testing/server-samples.ts';
import { type Answer, createResolver, type Resolver } from './index.ts';

const ZONE = `
$TTL 300
host.example.    A 192.0.2.1
host.example.    A 192.0.2.2
alias.example. 60 CNAME www.example.
www.example.     CNAME host.example.
loop1.example.   CNAME loop2.example.
loop2.example.   CNAME loop1.example.
mail.example.    MX 10 host.example.
stray.example.   CNAME elsewhere.example.
`;

function upstream(clock: VirtualClock, options: Partial<SimulatedTransportOptions> = {}): SimulatedTransport {
  return new SimulatedTransport({ clock, answer: zoneAnswers(ZONE), ...options });
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
    const answer = await clock.settle(resolver.resolve('Alias.example'));
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
    await clock.settle(resolver.resolve('mail.example', 'MX', { dnssecOk: true, checkingDisabled: true }));
    const asked = decodeMessage(server.asked[0] as Uint8Array);
    expect(asked).toMatchObject({
      rd: true,
      cd: true,
      ad: false,
      questions: [{ type: 'MX', class: 'IN' }],
    });
    expect(asked.edns).toMatchObject({ udpPayloadOctets: 1232, version: 0, dnssecOk: true });
  });

  it.each([
    ['NXDOMAIN', NameNotFoundError, 'ENOTFOUND'],
    ['SERVFAIL', ResponseError, 'ESERVFAIL'],
    ['REFUSED', ResponseError, 'EREFUSED'],
    ['NOTAUTH', ResponseError, 'EBADRESP'],
  ] as const)(
    'rejects %s with its error and extended errors (RFC 8914)',
    async (rcode: Rcode, Failure, code) => {
      const option = { code: 'EDE', data: { infoCode: 15, extraText: 'malware' } } as const;
      const edns = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [option] };
      const { clock, resolver } = lab({ answer: zoneAnswers(ZONE, { rcode, answers: [], edns }) });
      const failed = clock.settle(resolver.resolve('host.example'));
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
    await expect(clock.settle(resolver.resolve('host.example', 'TXT'))).rejects.toThrow(NoDataError);
    await expect(clock.settle(resolver.resolve('stray.example'))).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('shows a loop of aliases', async () => {
    const { clock, resolver } = lab();
    await expect(clock.settle(resolver.resolve('loop1.example'))).rejects.toThrow(
      'the aliases form a loop: loop1.example. -> loop2.example. -> loop1.example.',
    );
  });

  it('rejects a malformed reply with WireError, silence with TimeoutError', async () => {
    const broken = lab({ answer: (query) => zoneAnswers(ZONE)(query).subarray(0, -1) });
    await expect(broken.clock.settle(broken.resolver.resolve('host.example'))).rejects.toThrow(WireError);
    const silent = lab({ answer: () => 'silence' });
    const query = silent.resolver.resolve('host.example', 'A', { timeoutMs: 30 });
    await expect(silent.clock.settle(query)).rejects.toThrow(TimeoutError);
    expect(silent.clock.timers).toBe(0);
  });

  it("rejects with the signal's reason on abort", async () => {
    const { clock, resolver } = lab({ answer: () => 'silence' });
    const query = resolver.resolve('host.example', 'A', { signal: AbortSignal.abort('enough') });
    await expect(clock.settle(query)).rejects.toBe('enough');
  });

  it('refuses what cannot be asked before it asks', async () => {
    const { server, resolver } = lab();
    await expect(resolver.resolve('a..b')).rejects.toThrow(ParseError);
    for (const type of [
      'TYPE65536',
      'TYPE',
      'TYPE1e2',
      'TYPE255',
      'TYPE41',
      'TYPE128',
      'TKEY',
      'TSIG',
      'TYPE0',
      'ANY',
      'NOTYPE',
      '',
    ] as RecordType[]) {
      await expect(resolver.resolve('a.example', type)).rejects.toThrow(RangeError);
    }
    await expect(resolver.resolve('a.example', 'A', { class: 'CLASS' as 'IN' })).rejects.toThrow(RangeError);
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
    await expect(clock.settle(resolver.resolve('bücher.example'))).rejects.toThrow(NoDataError);
    expect(String(decodeMessage(server.asked[0] as Uint8Array).questions[0]?.name)).toBe(
      'xn--bcher-kva.example.',
    );
  });

  it('takes a number that has a mnemonic for it', async () => {
    const { clock, resolver } = lab();
    const answer = await clock.settle(resolver.resolve('host.example', 'TYPE1', { class: 'CLASS1' }));
    expect(answer.records).toHaveLength(2);
  });

  it("does not repeat an upstream's control characters in messages", async () => {
    const option = { code: 'EDE', data: { infoCode: 15, extraText: '\u001b[2J\n\u009bx' } } as const;
    const edns = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [option] };
    const { clock, resolver } = lab({ answer: zoneAnswers(ZONE, { rcode: 'REFUSED', edns }) });
    const failed = clock.settle(resolver.resolve('host.example'));
    await expect(failed).rejects.toThrow('(Blocked: ?[2J??x)');
    await expect(failed).rejects.toMatchObject({ extendedErrors: [{ extraText: '\u001b[2J\n\u009bx' }] });
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
    await clock.settle(resolver.resolve('host.example'));
    expect(seen).toEqual(['outer asks', 'inner asks', 'inner answers', 'outer answers']);
  });

  it('lets queries end before it closes, with all that they still have to ask', async () => {
    const clock = new VirtualClock();
    let lost = 0;
    const server = plainServer('www.example. 9 CNAME host.example.\nhost.example. 9 A 192.0.2.1', {
      clock,
      delayMs: 10,
      answer: () => (lost++ === 0 ? 'silence' : undefined),
    });
    const resolver = createResolver({ upstream: server.transport, clock });
    const query = resolver.resolve('www.example');
    const closed = resolver.close();
    await expect(resolver.resolve('host.example')).rejects.toThrow(ClosedError);
    expect((await clock.settle(query)).records).toHaveLength(1);
    expect(server.asked()).toHaveLength(3);
    await closed;
    expect(server.transport.closed).toBe(true);
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
