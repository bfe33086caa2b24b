import { describe, expect, it } from 'vitest';
import {
  ClosedError,
  FilteredError,
  NameNotFoundError,
  NoDataError,
  ResponseError,
  TimeoutError,
} from '../errors/index.ts';
import { decodeMessage, type Message } from '../message/index.ts';
import type { Transport } from '../transport/index.ts';
import type { SimulatedAnswer } from '../testing/index.ts';
import { type PlainServer, plainServer } from '../testing/server-samples.ts';
import {
  createResolver,
  type Lookup,
  type LookupOptions,
  type Resolver,
  type ResolverOptions,
} from './index.ts';

const ZONE = `
both.example.  300 A 192.0.2.1
both.example.  300 A 192.0.2.2
both.example.   60 AAAA 2001:db8::1
both.example.  300 HTTPS 1 . alpn=h3
v4.example.    300 A 192.0.2.4
v6.example.    300 AAAA 2001:db8::6
alias.example.  30 CNAME both.example.
ula.example.   300 AAAA fd00::1
ula.example.   300 A 192.0.2.5
mail.example.  300 MX 10 both.example.
inside.example. 300 A 10.0.0.1
inside.example. 300 AAAA 2001:db8::7
`;

type Fault = SimulatedAnswer | Partial<Message> | undefined;

/** A server that does something else for some types. */
function lab(
  faults: Partial<Record<string, Fault>> = {},
  options: Partial<ResolverOptions> = {},
): PlainServer & { resolver: Resolver; lookup: (name: string, options?: LookupOptions) => Promise<Lookup> } {
  const server = plainServer(ZONE, {
    answer: ({ questions }) => faults[questions[0]?.type ?? ''],
    delayMs: 10,
  });
  const resolver = createResolver({ upstream: server.transport, clock: server.clock, ...options });
  return { ...server, resolver, lookup: (name, each) => server.clock.settle(resolver.lookup(name, each)) };
}

const texts = ({ addresses }: Lookup): string[] => addresses.map(({ address }) => address);

describe('lookup', () => {
  it('asks for both families at once and gives each address with its family and TTL', async () => {
    const { lookup, asked, clock } = lab();
    expect(await lookup('both.example')).toMatchObject({
      addresses: [
        { address: '2001:db8::1', family: 6, ttlSeconds: 60 },
        { address: '192.0.2.1', family: 4, ttlSeconds: 300 },
        { address: '192.0.2.2', family: 4, ttlSeconds: 300 },
      ],
      canonicalName: { text: 'both.example.' },
      errors: [],
    });
    expect(asked()).toEqual(['both.example. AAAA', 'both.example. A']);
    expect(clock.now()).toBe(10);
    expect(clock.timers).toBe(0);
  });

  it('gives the name that aliases lead to, and their TTL where it is smaller', async () => {
    const { canonicalName, addresses } = await lab().lookup('alias.example');
    expect(String(canonicalName)).toBe('both.example.');
    expect(addresses.map(({ ttlSeconds }) => ttlSeconds)).toEqual([30, 30, 30]);
  });

  it.each([
    [4, ['both.example. A'], ['192.0.2.1', '192.0.2.2']],
    [6, ['both.example. AAAA'], ['2001:db8::1']],
  ] as const)('asks for one family alone: %i', async (family, questions, addresses) => {
    const { lookup, asked } = lab();
    expect(texts(await lookup('both.example', { family }))).toEqual(addresses);
    expect(asked()).toEqual(questions);
  });

  it('gives HTTPS records where they are asked for', async () => {
    const { lookup, asked } = lab();
    const { https } = await lookup('both.example', { https: true });
    expect(https?.records[0]?.rdata.params.alpn).toEqual(['h3']);
    expect(asked()).toHaveLength(3);
    const none = await lookup('v4.example', { https: true });
    expect(none).not.toHaveProperty('https');
    expect(none.errors.map(({ type }) => type)).toEqual(['AAAA', 'HTTPS']);
  });
});

describe('lookup with one family failing', () => {
  it.each([
    ['v4.example', {}, ['192.0.2.4'], NoDataError],
    ['v6.example', {}, ['2001:db8::6'], NoDataError],
    ['both.example', { AAAA: { rcode: 'SERVFAIL' } }, ['192.0.2.1', '192.0.2.2'], ResponseError],
    ['both.example', { A: { rcode: 'REFUSED' } }, ['2001:db8::1'], ResponseError],
  ] as const)('is content with the other: %s %j', async (name, faults, addresses, Failure) => {
    const found = await lab(faults).lookup(name);
    expect(texts(found)).toEqual(addresses);
    expect(found.errors).toHaveLength(1);
    expect(found.errors[0]).toBeInstanceOf(Failure);
  });

  it.each([
    [{}, 510],
    [{ graceMs: 40 }, 50],
  ])('waits for it so long, once the other has answered: %j', async (options, ms) => {
    const { lookup, clock, transport } = lab({ AAAA: 'silence' });
    const { addresses, errors } = await lookup('both.example', options);
    expect(addresses).toHaveLength(2);
    expect(errors[0]).toBeInstanceOf(TimeoutError);
    expect(errors[0]).toMatchObject({ hostname: 'both.example.', type: 'AAAA' });
    expect(clock.now()).toBe(ms);
    expect(clock.timers).toBe(0);
    expect(transport.asked).toHaveLength(2);
  });

  it('waits for HTTPS records as long, and not at all where there are no addresses', async () => {
    const late = lab({ HTTPS: 'silence' });
    expect(texts(await late.lookup('both.example', { https: true }))).toHaveLength(3);
    expect(late.clock.now()).toBe(510);
    const without = lab({ HTTPS: 'silence' });
    await expect(without.lookup('mail.example', { https: true })).rejects.toThrow(NoDataError);
    expect(without.clock.now()).toBe(10);
    expect(without.clock.timers).toBe(0);
  });

  it('takes all the time there is where neither answers', async () => {
    const { lookup, clock } = lab({ A: 'silence', AAAA: 'silence' });
    await expect(lookup('both.example', { timeoutMs: 900 })).rejects.toThrow(TimeoutError);
    expect(clock.now()).toBe(900);
  });
});

describe('lookup without an address', () => {
  it('rejects with what says most', async () => {
    await expect(lab().lookup('gone.example')).rejects.toThrow(NameNotFoundError);
    await expect(lab().lookup('mail.example')).rejects.toThrow(NoDataError);
    const unknown = lab({ AAAA: { rcode: 'SERVFAIL' } });
    await expect(unknown.lookup('v6.example')).rejects.toMatchObject({ code: 'ESERVFAIL' });
    const certain = lab({ AAAA: { rcode: 'NXDOMAIN' }, A: { rcode: 'SERVFAIL' } });
    await expect(certain.lookup('both.example')).rejects.toThrow(NameNotFoundError);
  });

  it("rejects with the signal's reason on abort, and asks nothing for one that has aborted", async () => {
    const { resolver, lookup, clock, asked } = lab({ A: 'silence', AAAA: 'silence' });
    await expect(lookup('both.example', { signal: AbortSignal.abort('early') })).rejects.toBe('early');
    expect(asked()).toEqual([]);
    const abort = new AbortController();
    const failed = expect(resolver.lookup('both.example', { signal: abort.signal })).rejects.toBe('enough');
    await clock.advance(5);
    abort.abort('enough');
    await failed;
    expect(clock.timers).toBe(0);
  });

  it('is refused for options that cannot be used, and by a closed resolver', async () => {
    const { lookup, resolver, asked } = lab();
    await expect(lookup('a', { family: 5 as 4 })).rejects.toThrow('lookup: family is 5: 0, 4, 6 can be used');
    await expect(lookup('a', { order: 'random' as 'verbatim' })).rejects.toThrow('lookup: order is "random"');
    await expect(lookup('a', { graceMs: -1 })).rejects.toThrow('lookup: graceMs is -1');
    await expect(lookup('a', { familly: 4 } as LookupOptions)).rejects.toThrow('did you mean family?');
    await resolver.close();
    await expect(lookup('a')).rejects.toThrow(ClosedError);
    expect(asked()).toEqual([]);
  });
});

describe('the order of addresses', () => {
  it.each([
    ['rfc6724', 'ula.example', ['192.0.2.5', 'fd00::1']],
    ['ipv6first', 'ula.example', ['fd00::1', '192.0.2.5']],
    ['ipv4first', 'both.example', ['192.0.2.1', '192.0.2.2', '2001:db8::1']],
    ['ipv6first', 'both.example', ['2001:db8::1', '192.0.2.1', '192.0.2.2']],
  ] as const)('%s of %s', async (order, name, expected) => {
    expect(texts(await lab().lookup(name, { order }))).toEqual(expected);
  });

  it('verbatim has the family first that answered first', async () => {
    let first = 'A';
    const { transport, clock } = plainServer(ZONE);
    const delayed: Transport = {
      traits: transport.traits,
      exchange: async (query, context) => {
        const isFirst = decodeMessage(query).questions[0]?.type === first;
        if (!isFirst) await new Promise<void>((resolve) => void clock.startTimer(20, resolve));
        return transport.exchange(query, context);
      },
      close: () => transport.close(),
      [Symbol.asyncDispose]: () => transport.close(),
    };
    const resolver = createResolver({ upstream: delayed, clock });
    const find = async (): Promise<string[]> =>
      texts(await clock.settle(resolver.lookup('ula.example', { order: 'verbatim' })));
    expect(await find()).toEqual(['192.0.2.5', 'fd00::1']);
    first = 'AAAA';
    expect(await find()).toEqual(['fd00::1', '192.0.2.5']);
  });

  it('goes by the sources of addresses where somebody knows them (RFC 6724 6, rule 1)', async () => {
    const sourceFor = (address: string): string | undefined =>
      address.includes(':') ? undefined : '192.0.2.9';
    for (const source of [sourceFor, async (address: string) => Promise.resolve(sourceFor(address))]) {
      const { lookup } = lab({}, { sourceFor: source });
      expect(texts(await lookup('both.example'))).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1']);
    }
  });
});

describe('an IP address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', 4],
    ['2001:DB8:0::1', '2001:db8::1', 6],
    ['fe80::1%eth0', 'fe80::1%eth0', 6],
  ])('%s is its own answer', async (text, address, family) => {
    const { lookup, asked } = lab();
    expect(await lookup(text)).toEqual({
      addresses: [{ address, family, ttlSeconds: 2_147_483_647 }],
      errors: [],
    });
    expect(asked()).toEqual([]);
  });

  it('is of its own family alone', async () => {
    await expect(lab().lookup('192.0.2.1', { family: 6 })).rejects.toThrow(NoDataError);
    await expect(lab().lookup('::1', { family: 4 })).rejects.toThrow('::1 A: an address of the other family');
  });

  it.each(['127.0.0.1', '::ffff:127.0.0.1', 'fe80::1%eth0'])(
    'is filtered as an answer is: %s',
    async (text) => {
      const { lookup } = lab({}, { filter: { deny: ['special'] } });
      await expect(lookup(text)).rejects.toThrow(FilteredError);
    },
  );
});

describe('lookup with a filter', () => {
  it('leaves out a family that is denied, and says that of a name that has no other', async () => {
    const { lookup } = lab({}, { filter: { deny: ['private'] } });
    expect(texts(await lookup('inside.example'))).toEqual(['2001:db8::7']);
    await expect(lookup('inside.example', { family: 4 })).rejects.toThrow(FilteredError);
    const all = lab({}, { filter: { deny: ['any'] } });
    await expect(all.lookup('v4.example')).rejects.toThrow('v4.example. A: 192.0.2.4 is denied');
  });
});
