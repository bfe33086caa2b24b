import { array, assert, asyncProperty, constantFrom, nat, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameNotFoundError, NoDataError, ResponseError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { type PlainServer, plainServer, type PlainServerOptions } from '../testing/server-samples.ts';
import { createResolver, type Resolver, type ResolverOptions } from './index.ts';

const ZONE = `
$TTL 300
web.corp.example.      A 192.0.2.1
a.b.corp.example.      A 192.0.2.2
web.lab.example.       A 192.0.2.3
mail.corp.example.     MX 10 web.corp.example.
mail.lab.example.      A 192.0.2.4
`;
const SEARCH = { search: ['corp.example', 'lab.example.'] };

function lab(
  options: Partial<ResolverOptions> = SEARCH,
  serverOptions: PlainServerOptions = {},
): PlainServer & { resolver: Resolver; addressOf: (name: string) => Promise<string | undefined> } {
  const server = plainServer(ZONE, serverOptions);
  const resolver = createResolver({ upstream: server.transport, clock: server.clock, ...options });
  const addressOf = async (name: string): Promise<string | undefined> => {
    const { records } = await server.clock.settle(resolver.resolve(name));
    return records[0]?.rdata.address;
  };
  return { ...server, resolver, addressOf };
}

describe('a search list (resolv.conf(5))', () => {
  it('finds a name with fewer dots than ndots below its domains first', async () => {
    const { addressOf, asked } = lab();
    expect(await addressOf('web')).toBe('192.0.2.1');
    expect(asked()).toEqual(['web.corp.example. A']);
  });

  it('finds nothing without the option', async () => {
    await expect(lab({}).addressOf('web')).rejects.toThrow(NameNotFoundError);
  });

  it('finds a name with as many dots as it is first, and below its domains then', async () => {
    const { addressOf, asked } = lab();
    expect(await addressOf('a.b')).toBe('192.0.2.2');
    expect(asked()).toEqual(['a.b. A', 'a.b.corp.example. A']);
    const other = lab({ ...SEARCH, ndots: 2 });
    expect(await other.addressOf('a.b')).toBe('192.0.2.2');
    expect(other.asked()).toEqual(['a.b.corp.example. A']);
  });

  it('does not look for a name with a final dot, nor for one that is no text', async () => {
    const { resolver, clock, addressOf, asked } = lab();
    await expect(addressOf('web.')).rejects.toThrow(NameNotFoundError);
    await expect(clock.settle(resolver.resolve(Name.from('web')))).rejects.toThrow(NameNotFoundError);
    expect(asked()).toEqual(['web. A', 'web. A']);
  });

  it('takes an escaped dot for what it is', async () => {
    const { addressOf, asked } = lab();
    await expect(addressOf('web\\.')).rejects.toThrow(NameNotFoundError);
    expect(asked()).toEqual(['web\\..corp.example. A', 'web\\..lab.example. A', 'web\\.. A']);
  });

  it('goes on where a name has no such record, which it remembers', async () => {
    const { addressOf } = lab();
    expect(await addressOf('mail')).toBe('192.0.2.4');
    const { resolver, clock } = lab();
    const failed = clock.settle(resolver.resolve('mail', 'TXT'));
    await expect(failed).rejects.toThrow(NoDataError);
    await expect(failed).rejects.toMatchObject({ hostname: 'mail.corp.example.' });
  });

  it('says of a name that is nowhere that it is not found as it is', async () => {
    const { addressOf, asked } = lab();
    await expect(addressOf('gone')).rejects.toMatchObject({ code: 'ENOTFOUND', hostname: 'gone.' });
    expect(asked()).toEqual(['gone.corp.example. A', 'gone.lab.example. A', 'gone. A']);
  });

  it('ends at any other error, since the next name may be of somebody else', async () => {
    const { addressOf, asked } = lab(SEARCH, { answer: () => ({ rcode: 'SERVFAIL' }) });
    await expect(addressOf('web')).rejects.toThrow(ResponseError);
    expect(asked()).toHaveLength(1);
  });

  it('has one deadline for all names', async () => {
    const { resolver, clock } = lab(SEARCH, { delayMs: 40 });
    const late = clock.settle(resolver.resolve('gone', 'A', { timeoutMs: 100, tries: 1 }));
    await expect(late).rejects.toMatchObject({ code: 'ETIMEOUT', hostname: 'gone.' });
    expect(clock.now()).toBe(100);
  });

  it('leaves out a name that would be too long', async () => {
    const label = 'x'.repeat(60);
    const { addressOf, asked } = lab({ search: [`${label}.${label}`, 'lab.example'] });
    await expect(addressOf(`${label}.${label}.${label}`)).rejects.toThrow(NameNotFoundError);
    expect(asked()).toHaveLength(2);
  });

  it.each(['localhost', 'hidden.onion', 'printer.local', 'a.invalid'])(
    'never leads %s out of this machine',
    async (name) => {
      const { resolver, clock, asked } = lab({ ...SEARCH, ndots: 5 });
      await clock.settle(resolver.resolve(name)).catch(() => undefined);
      await clock.settle(resolver.lookup(name)).catch(() => undefined);
      await clock.settle(resolver.resolve(name, 'TXT')).catch(() => undefined);
      expect(asked()).toEqual([]);
    },
  );

  it('does not look elsewhere for what stands in hosts', async () => {
    const { addressOf, resolver, asked } = lab({ ...SEARCH, hosts: { web: ['192.168.1.9'] } });
    expect(await addressOf('web')).toBe('192.168.1.9');
    await expect(resolver.resolve('web', 'AAAA')).rejects.toThrow(NoDataError);
    expect(asked()).toEqual([]);
  });

  it('never makes a name that must not be asked for', async () => {
    const { addressOf, asked } = lab({ search: ['local', 'onion', 'corp.example'] });
    expect(await addressOf('web')).toBe('192.0.2.1');
    expect(asked()).toEqual(['web.corp.example. A']);
  });

  it('asks in the order that the manual page says, for any names and lists', async () => {
    const label = string({ unit: constantFrom('a', 'b'), minLength: 1, maxLength: 2 });
    const names = array(label, { minLength: 1, maxLength: 4 });
    const cases = record({ labels: names, search: array(names, { maxLength: 3 }), ndots: nat(4) });
    await assert(
      asyncProperty(cases, async ({ labels, search, ndots }) => {
        const domains = search.map((each) => each.join('.'));
        const name = labels.join('.');
        const longer = domains.map((domain) => `${name}.${domain}. A`);
        const expected = labels.length > ndots ? [`${name}. A`, ...longer] : [...longer, `${name}. A`];
        const { addressOf, asked } = lab({ search: domains, ndots });
        await expect(addressOf(name)).rejects.toThrow(NameNotFoundError);
        expect(asked()).toEqual(expected);
      }),
    );
  });

  it.each([
    [{ search: ['a..b'] }, 'createResolver: search[0]: '],
    [{ search: 'corp.example' }, 'createResolver: search is "corp.example": a list of texts is needed'],
    [{ ndots: -1 }, 'createResolver: ndots is -1: an integer from 0 to 15 is needed'],
  ])('that cannot be used is refused: %j', (wrong, message) => {
    expect(() => lab(wrong as object)).toThrow(message);
  });
});

describe('lookup() with a search list', () => {
  it('takes the first name that has an address', async () => {
    const { resolver, clock, asked } = lab();
    const { addresses, canonicalName } = await clock.settle(resolver.lookup('mail'));
    expect(addresses.map(({ address }) => address)).toEqual(['192.0.2.4']);
    expect(String(canonicalName)).toBe('mail.lab.example.');
    expect(asked()).toEqual([
      'mail.corp.example. AAAA',
      'mail.corp.example. A',
      'mail.lab.example. AAAA',
      'mail.lab.example. A',
    ]);
  });
});
