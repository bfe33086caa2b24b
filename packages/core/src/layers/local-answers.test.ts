import { describe, expect, it } from 'vitest';
import { NameNotFoundError, NoDataError } from '../errors/index.ts';
import type { RecordType } from '../rdata/index.ts';
import { createResolver, type Answer, type ResolveOptions, type ResolverOptions } from '../resolver/index.ts';
import { plainServer } from '../testing/server-samples.ts';

/** An upstream that would answer for everything. */
function lab(options: Partial<ResolverOptions> = {}): {
  asked: () => string[];
  resolve: (name: string, type?: RecordType, options?: ResolveOptions) => Promise<Answer>;
} {
  const { transport, clock, asked } = plainServer('', {
    answer: ({ questions }) => ({
      answers: questions.map(({ name }) => ({
        name,
        type: 'A',
        class: 'IN',
        ttlSeconds: 1,
        rdata: { address: '203.0.113.66' },
      })),
    }),
  });
  const resolver = createResolver({ upstream: transport, clock, ...options });
  return {
    asked,
    resolve: (name, type = 'A', each) => clock.settle<Answer>(resolver.resolve(name, type, each)),
  };
}

const rdataOf = ({ records }: Answer): unknown[] =>
  records.map(({ rdata }) => Object.values(rdata).map(String)).flat();

describe('localhost (RFC 6761 6.3)', () => {
  it.each(['localhost', 'LocalHost.', 'a.b.localhost'])(
    '%s is this machine and is asked of nobody',
    async (name) => {
      const { resolve, asked } = lab();
      expect(rdataOf(await resolve(name))).toEqual(['127.0.0.1']);
      expect(rdataOf(await resolve(name, 'AAAA'))).toEqual(['::1']);
      await expect(resolve(name, 'MX')).rejects.toThrow(NoDataError);
      expect((await resolve(name)).source).toEqual({ kind: 'local', rule: 'localhost', elapsedMs: 0 });
      expect(asked()).toEqual([]);
    },
  );

  it('is what nobody can make it lead elsewhere', async () => {
    const { resolve } = lab({ hosts: { localhost: ['203.0.113.66'] } });
    expect(rdataOf(await resolve('localhost'))).toEqual(['127.0.0.1']);
  });

  it('is the name of the loopback addresses', async () => {
    const { resolve, asked } = lab({ privateReverse: 'upstream' });
    expect(rdataOf(await resolve('1.0.0.127.in-addr.arpa', 'PTR'))).toEqual(['localhost.']);
    expect(rdataOf(await resolve(`1.${'0.'.repeat(31)}ip6.arpa`, 'PTR'))).toEqual(['localhost.']);
    expect(asked()).toEqual([]);
  });
});

describe('names that are not in the DNS', () => {
  it.each([
    ['invalid', 'RFC 6761 6.4'],
    ['onion', 'RFC 7686 2'],
    ['local', 'RFC 6762 3'],
  ])('%s: no such name, which the error explains (%s)', async (label, why) => {
    const { resolve, asked } = lab();
    for (const name of [label, `a.${label}.`, `B.a.${label.toUpperCase()}`]) {
      for (const type of ['A', 'AAAA', 'TXT', 'HTTPS', 'SOA'] as const) {
        const failed = resolve(name, type);
        await expect(failed).rejects.toThrow(NameNotFoundError);
        await expect(failed).rejects.toThrow(why);
      }
    }
    expect(asked()).toEqual([]);
  });

  it.each([
    'example',
    'test',
    'home.arpa',
    'a.home.arpa',
    'onion.example',
    'notonion',
    'localhost.example',
    'a\\.onion',
  ])('%s may be asked for (RFC 6761 6.2, 6.5, RFC 8375)', async (name) => {
    const { resolve, asked } = lab();
    await resolve(name);
    expect(asked()).toHaveLength(1);
  });

  it('are asked for in other classes, which have other names', async () => {
    const { resolve, asked } = lab();
    await expect(resolve('version.local', 'TXT', { class: 'CH' })).rejects.toThrow(NoDataError);
    expect(asked()).toHaveLength(1);
  });
});

describe('reverse names of private addresses (RFC 6303)', () => {
  const PRIVATE = [
    '4.3.2.10.in-addr.arpa',
    '1.0.16.172.in-addr.arpa',
    '1.0.31.172.in-addr.arpa',
    '1.1.168.192.in-addr.arpa',
    '168.192.in-addr.arpa',
    '1.1.254.169.in-addr.arpa',
    '1.1.64.100.in-addr.arpa',
    '1.1.127.100.in-addr.arpa',
    '2.0.0.127.in-addr.arpa',
    '1.1.0.0.D.F.IP6.ARPA',
    '1.0.0.a.e.f.ip6.arpa',
    '1.8.b.d.0.1.0.0.2.ip6.arpa',
  ];
  const PUBLIC = [
    '1.0.15.172.in-addr.arpa',
    '1.0.32.172.in-addr.arpa',
    '1.1.63.100.in-addr.arpa',
    '1.1.128.100.in-addr.arpa',
    '10.8.8.8.in-addr.arpa',
    '110.in-addr.arpa',
    '1.c.e.f.ip6.arpa',
    '0.6.8.4.1.0.0.2.ip6.arpa',
    '10.in-addr.arpa.example',
  ];

  it('are not asked for by default', async () => {
    const { resolve, asked } = lab();
    for (const name of PRIVATE) await expect(resolve(name, 'PTR')).rejects.toThrow('RFC 6303');
    expect(asked()).toEqual([]);
  });

  it('are asked for where the upstream belongs to the network', async () => {
    const { resolve, asked } = lab({ privateReverse: 'upstream' });
    for (const name of PRIVATE) await expect(resolve(name, 'PTR')).rejects.toThrow(NoDataError);
    expect(asked()).toHaveLength(PRIVATE.length);
  });

  it('are told from those of other addresses', async () => {
    const { resolve, asked } = lab();
    for (const name of PUBLIC) await expect(resolve(name, 'PTR')).rejects.toThrow(NoDataError);
    expect(asked()).toHaveLength(PUBLIC.length);
  });
});

describe('hosts', () => {
  const hosts = {
    'Printer.lan': ['192.168.1.9', '2001:DB8::9', '192.168.1.10'],
    'tv.local': ['192.168.1.11'],
  };

  it('are answered with their addresses, by family and in order', async () => {
    const { resolve, asked } = lab({ hosts });
    const answer = await resolve('printer.LAN');
    expect(rdataOf(answer)).toEqual(['192.168.1.9', '192.168.1.10']);
    expect(answer.source).toMatchObject({ kind: 'local', rule: 'hosts' });
    expect(rdataOf(await resolve('printer.lan', 'AAAA'))).toEqual(['2001:db8::9']);
    expect(rdataOf(await resolve('tv.local'))).toEqual(['192.168.1.11']);
    expect(asked()).toEqual([]);
  });

  it('are asked of the upstream without the option', async () => {
    const { resolve, asked } = lab();
    await resolve('printer.lan');
    expect(asked()).toEqual(['printer.lan. A']);
  });

  it('have no other addresses, nor HTTPS records that would bring some', async () => {
    const { resolve, asked } = lab({ hosts });
    await expect(resolve('tv.local', 'AAAA')).rejects.toThrow(NoDataError);
    await expect(resolve('tv.local', 'HTTPS')).rejects.toThrow('the entry in hosts has no such record');
    await expect(resolve('printer.lan', 'MX')).rejects.toThrow(NoDataError);
    expect(asked()).toEqual(['printer.lan. MX']);
  });

  it('are the names of their addresses', async () => {
    const { resolve } = lab({
      hosts: new Map([
        ['a.lan', ['192.168.1.9']],
        ['b.lan', ['192.168.1.9']],
      ]),
    });
    expect(rdataOf(await resolve('9.1.168.192.in-addr.arpa', 'PTR'))).toEqual(['a.lan.', 'b.lan.']);
  });

  it('may change', async () => {
    let current: Record<string, string[]> = { 'a.lan': ['192.0.2.1'] };
    const { resolve, asked } = lab({ hosts: () => current });
    expect(rdataOf(await resolve('a.lan'))).toEqual(['192.0.2.1']);
    current = { 'a.lan': ['192.0.2.2'] };
    expect(rdataOf(await resolve('a.lan'))).toEqual(['192.0.2.2']);
    expect(asked()).toEqual([]);
  });

  it.each([
    [{ 'a..b': ['192.0.2.1'] }, 'createResolver: hosts: "a..b" is no name'],
    [{ a: ['192.0.2.256'] }, 'createResolver: hosts: "a": "192.0.2.256" is no IP address'],
    [{ a: '192.0.2.1' }, 'createResolver: hosts: "a": a list of addresses is needed'],
  ])('that cannot be used are refused: %j', (wrong, message) => {
    expect(() => lab({ hosts: wrong as Record<string, string[]> })).toThrow(message);
  });
});
