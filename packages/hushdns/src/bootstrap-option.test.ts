import { describe, expect, it } from 'vitest';
import { fallback } from '@hushdns/core';
import { startServer, zone } from '@hushdns/testkit';
import { createResolver, type ResolverOptions } from './create-resolver.ts';
import { systemAddresses } from './system-addresses.ts';
import { transport } from './upstream.ts';

const reachedByName = transport('tls://dns.example', { addresses: ['192.0.2.1'] });

describe('the option bootstrap', () => {
  it.each<[string, ResolverOptions, string]>([
    [
      'is missed where an upstream names a host',
      { upstream: ['tls://192.0.2.1', 'quic://dns.example'] },
      "upstream[1] names the host dns.example, and nothing is there to resolve it: write its address and, behind a #, its name, as in 'tls://192.0.2.1#dns.example', or set bootstrap",
    ],
    [
      'is refused where it names a host itself',
      { upstream: 'tls://dns.example', bootstrap: ['tls://192.0.2.1', 'tls://dns2.example'] },
      "bootstrap[1] names dns2.example, which it would have to resolve itself: write its address and, behind a #, its name, as in 'tls://192.0.2.1#dns2.example'",
    ],
    [
      'is refused where it asks the very upstream that it has to find',
      { upstream: 'https://DNS.example', bootstrap: reachedByName },
      'bootstrap asks dns.example, whose address upstream needs from it',
    ],
    [
      'is refused where that is a part of it',
      {
        upstream: ['tls://192.0.2.2', 'https://dns.example'],
        bootstrap: ['tls://192.0.2.3', fallback([fallback([transport('tls://192.0.2.4'), reachedByName])])],
      },
      'bootstrap[1] asks dns.example, whose address upstream[1] needs from it',
    ],
    ['is refused where it is empty', { upstream: 'tls://dns.example', bootstrap: [] }, 'bootstrap is empty'],
    [
      'is refused where it mixes encrypted and plain upstreams',
      { upstream: 'tls://dns.example', bootstrap: ['tls://192.0.2.1', '192.0.2.1'] },
      'dangerAllowPlaintext',
    ],
  ])('%s', (_what, options, why) => {
    expect(() => createResolver(options)).toThrow(why);
  });

  it.each<[string, ResolverOptions]>([
    ['upstreams by address need none', { upstream: ['tls://192.0.2.1#dns.example', 'quic://[2001:db8::1]'] }],
    ['transports that were made before need none', { upstream: reachedByName }],
    [
      'a plain one may stand behind encrypted upstreams',
      { upstream: 'tls://dns.example', bootstrap: '192.0.2.1' },
    ],
    ['one that is reached by another name', { upstream: 'tls://dns2.example', bootstrap: reachedByName }],
    [
      "the system's, where it is written down",
      { upstream: 'tls://dns.example', bootstrap: systemAddresses() },
    ],
  ])('%s', (_what, options) => {
    expect(() => createResolver(options)).not.toThrow();
  });

  it('finds an upstream by its name, asks for nothing else, and is closed with the resolver', async () => {
    await using server = await startServer({ protocols: ['udp', 'tls'] });
    const asked: string[] = [];
    await using names = await startServer({
      protocols: ['udp'],
      zone: zone('$ORIGIN hush.example.\n$TTL 300\n@ SOA ns admin 1 1 1 1 1\ndns A 127.0.0.1\n'),
      onQuery: ({ message }) => {
        const question = message?.questions[0];
        asked.push(`${question?.name} ${question?.type}`);
        return undefined;
      },
    });
    const { port } = new URL(server.endpoints.tls);
    const resolver = createResolver({
      upstream: `tls://dns.hush.example:${port}`,
      bootstrap: names.endpoints.udp,
      ca: server.ca,
    });
    const { source } = await resolver.resolve('www.hush.example', 'A');
    await resolver.close();
    expect(source).toMatchObject({ kind: 'network', address: '127.0.0.1', trust: 'authenticated' });
    expect(asked.toSorted()).toEqual(['dns.hush.example. A', 'dns.hush.example. AAAA']);
  });
});

describe('systemAddresses()', () => {
  const { signal } = new AbortController();

  it('asks the operating system', async () => {
    const found = await systemAddresses()('localhost', signal);
    expect(found.map(({ address }) => address)).toContain('127.0.0.1');
  });

  it("rejects with the system's error", async () => {
    await expect(systemAddresses()('a'.repeat(300), signal)).rejects.toMatchObject({
      syscall: 'getaddrinfo',
    });
  });

  it("rejects with the signal's reason on abort, at once", async () => {
    const abort = new AbortController();
    const found = systemAddresses()('localhost', abort.signal);
    abort.abort('enough');
    await expect(found).rejects.toBe('enough');
    await expect(systemAddresses()('localhost', abort.signal)).rejects.toBe('enough');
  });
});
