import { describe, expect, it } from 'vitest';
import { NameNotFoundError, NoDataError, ResponseError, TimeoutError } from '../errors/index.ts';
import { type PlainServer, plainServer, type PlainServerOptions } from '../testing/server-samples.ts';
import { createResolver, type Reverse, type ReverseOptions, type ResolverOptions } from './index.ts';

const MANY = Array.from({ length: 20 }, (_, at) => `9.2.0.192.in-addr.arpa. 300 PTR n${at}.example.`).join(
  '\n',
);
const ZONE = `
$TTL 300
1.2.0.192.in-addr.arpa.  PTR mail.example.
1.2.0.192.in-addr.arpa.  PTR liar.example.
mail.example. 60         A 192.0.2.1
liar.example.            A 192.0.2.99
2.2.0.192.in-addr.arpa.  PTR liar.example.
3.2.0.192.in-addr.arpa.  CNAME 3.0-15.2.0.192.in-addr.arpa.
3.0-15.2.0.192.in-addr.arpa. PTR classless.example.
1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR six.example.
six.example.             AAAA 2001:db8::1
${MANY}
n15.example.             A 192.0.2.9
`;

function lab(
  serverOptions: PlainServerOptions = {},
): PlainServer & { reverse: (address: string, options?: ReverseOptions) => Promise<Reverse> } {
  const server = plainServer(ZONE, serverOptions);
  // The addresses of the zone are those for documentation.
  const options: ResolverOptions = {
    upstream: server.transport,
    clock: server.clock,
    privateReverse: 'upstream',
  };
  const resolver = createResolver(options);
  return { ...server, reverse: (address, each) => server.clock.settle(resolver.reverse(address, each)) };
}

const texts = ({ names }: Reverse): string[] => names.map(String);

describe('reverse', () => {
  it.each([
    ['192.0.2.1', ['mail.example.', 'liar.example.'], 'RFC 1035 3.5'],
    ['2001:db8::1', ['six.example.'], 'RFC 3596 2.5'],
    ['::ffff:192.0.2.2', ['liar.example.'], 'RFC 4291 2.5.5.2'],
    ['192.0.2.3', ['classless.example.'], 'RFC 2317 5.2'],
  ])('gives the names of %s: %j (%s)', async (address, names) => {
    const found = await lab().reverse(address);
    expect(texts(found)).toEqual(names);
    expect(found.ttlSeconds).toBe(300);
  });

  it('says that there is no name', async () => {
    await expect(lab().reverse('192.0.2.200')).rejects.toThrow(NameNotFoundError);
  });

  it('keeps the names of private addresses to their network by default (RFC 6303)', async () => {
    const { transport, clock, asked } = plainServer(ZONE);
    const resolver = createResolver({ upstream: transport, clock, hosts: { nas: ['192.168.1.9'] } });
    await expect(resolver.reverse('192.168.1.1')).rejects.toThrow(NameNotFoundError);
    expect(texts(await resolver.reverse('192.168.1.9', { confirm: true }))).toEqual(['nas.']);
    expect(texts(await resolver.reverse('127.0.0.1'))).toEqual(['localhost.']);
    expect(asked()).toEqual([]);
  });

  it('refuses what is no IP address, and options that there are not', async () => {
    const { reverse, asked } = lab();
    await expect(reverse('mail.example')).rejects.toThrow('reverse: "mail.example" is no IP address');
    await expect(reverse('192.0.2.1', { confirmed: true } as ReverseOptions)).rejects.toThrow(
      'did you mean confirm?',
    );
    expect(asked()).toEqual([]);
  });
});

describe('reverse, confirmed (RFC 1912 2.1)', () => {
  const confirm = true;

  it('gives only names that have the address, and the smallest TTL of both', async () => {
    const found = await lab().reverse('192.0.2.1', { confirm });
    expect(texts(found)).toEqual(['mail.example.']);
    expect(found.ttlSeconds).toBe(60);
    expect(texts(await lab().reverse('2001:db8::1', { confirm }))).toEqual(['six.example.']);
  });

  it('says that no name has it', async () => {
    const failed = lab().reverse('192.0.2.2', { confirm });
    await expect(failed).rejects.toThrow(NoDataError);
    await expect(failed).rejects.toThrow('none of its names has the address 192.0.2.2');
  });

  it('says so only where all could be asked for', async () => {
    const { reverse } = lab({
      answer: ({ questions }) => (questions[0]?.type === 'A' ? { rcode: 'SERVFAIL' } : undefined),
    });
    await expect(reverse('192.0.2.2', { confirm })).rejects.toThrow(ResponseError);
  });

  it('asks for eight names at most', async () => {
    const { reverse, asked } = lab();
    await expect(reverse('192.0.2.9', { confirm })).rejects.toThrow(NoDataError);
    expect(asked()).toHaveLength(1 + 8);
  });

  it('has one deadline for all questions', async () => {
    const { reverse, clock } = lab({ delayMs: 60 });
    await expect(reverse('192.0.2.1', { confirm, timeoutMs: 100, tries: 1 })).rejects.toThrow(TimeoutError);
    expect(clock.now()).toBe(100);
    expect(clock.timers).toBe(0);
  });
});
