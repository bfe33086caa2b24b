import { describe, expect, it } from 'vitest';
import { NameNotFoundError, NoDataError, ResponseError, TimeoutError } from '../errors/index.ts';
import { type Message, resourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRecord } from '../presentation/index.ts';
import { createResolver, type ResolverOptions } from '../resolver/index.ts';
import type { Answer } from '../resolver/index.ts';
import { type PlainServer, plainServer, type PlainServerOptions } from '../testing/server-samples.ts';
import { follow, network, type QueryContext } from './index.ts';

const ZONE = `
$TTL 300
example.          SOA ns admin 1 1h 1h 1h 5m
other.            SOA ns admin 1 1h 1h 1h 5m
www.example.  60  CNAME host.other.
host.other.       CNAME end.example.
end.example.      A 192.0.2.1
lone.example.     CNAME v4.other.
v4.other.         A 192.0.2.4
gone.example.     CNAME nothing.other.
loop1.example.    CNAME loop2.other.
loop2.other.      CNAME loop1.example.
self.example.     CNAME self.example.
onion.example.    CNAME hidden.onion.
home.example.     CNAME localhost.
old.example.      DNAME new.other.
a.new.other.      A 192.0.2.7
`;

function lab(
  zone = ZONE,
  options: PlainServerOptions & Partial<ResolverOptions> = {},
): PlainServer & { readonly resolve: (name: string, type?: 'A' | 'AAAA' | 'CNAME') => Promise<Answer<'A'>> } {
  const { answer, delayMs, ...rest } = options;
  const server = plainServer(zone, { ...(answer && { answer }), ...(delayMs && { delayMs }) });
  const resolver = createResolver({ upstream: server.transport, clock: server.clock, ...rest });
  return {
    ...server,
    resolve: (name, type) => server.clock.settle(resolver.resolve(name, type as 'A')),
  };
}

const QUESTION = {
  name: Name.from('www.example'),
  type: 'A',
  class: 'IN',
  recursionDesired: true,
  dnssecOk: false,
  checkingDisabled: false,
  authenticData: false,
  ednsOptions: [],
} as const;

/** A chain of so many aliases that ends in an address. */
function longZone(aliases: number): string {
  const lines = Array.from({ length: aliases }, (_, at) => `a${at}.example. 60 CNAME a${at + 1}.example.`);
  return [...lines, `a${aliases}.example. 60 A 192.0.2.1`].join('\n');
}

const record = (line: string): ReturnType<typeof parseRecord> => parseRecord(line, { types: allTexts });
const texts = (names: readonly { readonly name: Name }[]): string[] => names.map(({ name }) => String(name));

describe('aliases that the upstream does not follow (RFC 1034 5.3.3)', () => {
  it('are asked on for, with all aliases and the smallest TTL of all responses in the answer', async () => {
    const { resolve, asked } = lab(ZONE, { delayMs: 10 });
    const answer = await resolve('www.example');
    expect(asked()).toEqual(['www.example. A', 'host.other. A', 'end.example. A']);
    expect(answer.records.map(({ rdata }) => rdata.address)).toEqual(['192.0.2.1']);
    expect(texts(answer.chain)).toEqual(['www.example.', 'host.other.']);
    expect(String(answer.canonicalName)).toBe('end.example.');
    expect(answer).toMatchObject({ ttlSeconds: 60, source: { kind: 'network', elapsedMs: 30 } });
    expect(answer.message.questions[0]?.name.text).toBe('www.example.');
  });

  it('are asked on for under the trust of their own upstreams, where names are routed', async () => {
    const { transport, clock } = plainServer(ZONE);
    const asked: string[] = [];
    const layer = follow(({ name }) => (name.text.endsWith('other.') ? 'plain' : 'authenticated'));
    const query = layer((request, context: QueryContext) => {
      asked.push(`${request.name} ${context.trust}`);
      return network(transport, clock)(request, context);
    });
    await clock.settle(query(QUESTION, { deadline: 5_000, trust: 'authenticated' }));
    expect(asked).toEqual(['www.example. authenticated', 'host.other. plain', 'end.example. authenticated']);
  });

  it('leave the question unanswered without the layer', async () => {
    const { transport, clock } = plainServer(ZONE);
    const bare = network(transport, clock)(QUESTION, { deadline: 5_000, trust: 'authenticated' });
    const { message } = await clock.settle(bare);
    expect(message.answers.map(({ type }) => type)).toEqual(['CNAME']);
  });

  it('are not asked on for where their target is known to have no such record (RFC 2308 2.2)', async () => {
    const soa = record('other. 300 SOA ns.other. admin.other. 1 1h 1h 1h 5m');
    const answers = [record('lone.example. 300 CNAME v4.other.')];
    const { resolve, asked } = lab(ZONE, { answer: () => ({ answers, authorities: [soa] }) });
    await expect(resolve('lone.example', 'AAAA')).rejects.toThrow(NoDataError);
    expect(asked()).toHaveLength(1);
  });

  it('are asked on for once where nothing says so', async () => {
    const { resolve, asked } = lab();
    await expect(resolve('lone.example', 'AAAA')).rejects.toThrow(NoDataError);
    expect(asked()).toEqual(['lone.example. AAAA', 'v4.other. AAAA']);
  });

  it('have the rcode of the last name (RFC 6604 2.1)', async () => {
    const { resolve } = lab();
    const failed = resolve('gone.example');
    await expect(failed).rejects.toThrow(NameNotFoundError);
    await expect(failed).rejects.toMatchObject({ hostname: 'gone.example.' });
    const refused = lab(ZONE, {
      answer: ({ questions }) => (questions[0]?.name.text === 'v4.other.' ? { rcode: 'REFUSED' } : undefined),
    });
    await expect(refused.resolve('lone.example')).rejects.toMatchObject({ code: 'EREFUSED' });
  });

  it('are the answer to a question for them', async () => {
    const { resolve, asked } = lab();
    expect((await resolve('www.example', 'CNAME')).chain).toEqual([]);
    expect(asked()).toEqual(['www.example. CNAME']);
  });

  it.each([
    ['loop1.example', 'loop1.example. -> loop2.other. -> loop1.example.', 2],
    ['self.example', 'self.example. -> self.example.', 1],
  ])('that form a loop end in an error with the chain: %s', async (name, chain, questions) => {
    const { resolve, asked } = lab();
    await expect(resolve(name)).rejects.toThrow(`${name}. A: the aliases form a loop: ${chain}`);
    expect(asked()).toHaveLength(questions);
  });

  it('are bounded in number: 16 are followed, 17 are not', async () => {
    const { canonicalName } = await lab(longZone(16)).resolve('a0.example');
    expect(String(canonicalName)).toBe('a16.example.');
    const { resolve, asked } = lab(longZone(100));
    await expect(resolve('a0.example')).rejects.toThrow(
      'more than 16 aliases: a0.example. -> a1.example. ->',
    );
    expect(asked()).toHaveLength(17);
  });

  it('share the deadline of the question', async () => {
    const { resolve, clock } = lab(longZone(16), { delayMs: 100, timeoutMs: 250, tries: 1 });
    await expect(resolve('a0.example')).rejects.toThrow(TimeoutError);
    expect(clock.now()).toBe(250);
    expect(clock.timers).toBe(0);
  });

  it('never take records from beside the chain', async () => {
    const poison = [
      record('www.example. 300 A 203.0.113.66'),
      record('bank.example. 300 A 203.0.113.66'),
      record('host.other. 300 CNAME end.example.'),
      record('end.example. 300 A 192.0.2.1'),
    ];
    const first = [record('www.example. 60 CNAME host.other.'), record('end.example. 300 A 203.0.113.66')];
    const { resolve } = lab(ZONE, {
      answer: ({ questions }) => ({ answers: questions[0]?.name.text === 'www.example.' ? first : poison }),
    });
    const answer = await resolve('www.example');
    expect(answer.records.map(({ rdata }) => rdata.address)).toEqual(['192.0.2.1']);
    expect(texts(answer.message.answers)).not.toContain('bank.example.');
  });

  it('never leave this machine where they lead to a name that must not', async () => {
    const { resolve, asked } = lab();
    await expect(resolve('onion.example')).rejects.toThrow(NameNotFoundError);
    expect((await resolve('home.example')).records[0]?.rdata.address).toBe('127.0.0.1');
    expect(asked()).toEqual(['onion.example. A', 'home.example. A']);
  });

  it('keep the extended errors of every response (RFC 8914), and AD only where all have it', async () => {
    const edns = (infoCode: number): Partial<Message> => ({
      ad: infoCode === 3,
      edns: {
        udpPayloadOctets: 1232,
        version: 0,
        dnssecOk: false,
        options: [{ code: 'EDE', data: { infoCode, extraText: '' } }],
      },
    });
    const { resolve } = lab(ZONE, {
      answer: ({ questions }) => {
        const first = questions[0]?.name.text === 'lone.example.';
        return first
          ? { answers: [record('lone.example. 9 CNAME v4.other.')], ...edns(3) }
          : { answers: [record('v4.other. 9 A 192.0.2.4')], ...edns(29) };
      },
    });
    const { extendedErrors, message } = await resolve('lone.example');
    expect(extendedErrors.map(({ infoCode }) => infoCode)).toEqual([3, 29]);
    expect(message.ad).toBe(false);
  });
});

describe('DNAME', () => {
  const DNAME = record('old.example. 120 DNAME new.other.');

  it('makes the alias itself where the server adds none (RFC 6672 3.2)', async () => {
    const { resolve, asked } = lab();
    const answer = await resolve('a.old.example');
    expect(asked()).toEqual(['a.old.example. A', 'a.new.other. A']);
    expect(answer.records[0]?.rdata.address).toBe('192.0.2.7');
    expect(answer.chain).toMatchObject([
      { type: 'CNAME', ttlSeconds: 300, rdata: { cname: { text: 'a.new.other.' } } },
    ]);
    const alias = await resolve('a.old.example', 'CNAME');
    expect(alias.records).toMatchObject([{ rdata: { cname: { text: 'a.new.other.' } } }]);
  });

  it('goes before a CNAME that does not match it, and gives its TTL to one that does (RFC 6672 3.1)', async () => {
    for (const target of ['evil.example.', 'a.new.other.']) {
      const answers = [
        DNAME,
        record(`a.old.example. 0 CNAME ${target}`),
        record('evil.example. 9 A 203.0.113.66'),
      ];
      const { resolve } = lab(ZONE, {
        answer: ({ questions }) => (questions[0]?.name.text === 'a.old.example.' ? { answers } : undefined),
      });
      const { records, ttlSeconds } = await resolve('a.old.example');
      expect(records[0]?.rdata.address).toBe('192.0.2.7');
      expect(ttlSeconds).toBe(120);
    }
  });

  it('says nothing about its owner, nor about names elsewhere (RFC 6672 2.3)', async () => {
    const { resolve, asked } = lab(ZONE, { answer: () => ({ answers: [DNAME] }) });
    await expect(resolve('old.example')).rejects.toThrow(NoDataError);
    await expect(resolve('verybold.example')).rejects.toThrow(NoDataError);
    expect(asked()).toHaveLength(2);
  });

  it('that makes a name over 255 octets is YXDOMAIN (RFC 6672 2.2)', async () => {
    const label = 'x'.repeat(60);
    const long = Name.from(`${label}.${label}.${label}.old.example.`);
    const target = Name.from(`${label}.${label}.other.`);
    const answers = [resourceRecord('old.example.', 'DNAME', 60, { target })];
    const { resolve } = lab(ZONE, { answer: () => ({ answers }) });
    const failed = resolve(String(long));
    await expect(failed).rejects.toThrow(ResponseError);
    await expect(failed).rejects.toMatchObject({ rcode: 'YXDOMAIN', code: 'EBADRESP' });
  });

  it('that leads back to itself ends in an error with the chain', async () => {
    const { resolve } = lab('example. 300 DNAME a.example.');
    await expect(resolve('b.example')).rejects.toThrow('more than 16 aliases: b.example. -> b.a.example.');
  });
});
