import { race, route } from '@hushdns/core';
import { describe, expect, it } from 'vitest';
import { createResolver } from './create-resolver.ts';
import { transport } from './upstream.ts';

describe('upstreams by URL', () => {
  it.each([
    ['192.0.2.1', 'udp', 'udp://192.0.2.1', false],
    ['::1', 'udp', 'udp://[::1]', false],
    ['udp://192.0.2.1:5353', 'udp', 'udp://192.0.2.1:5353', false],
    ['tcp://192.0.2.1', 'tcp', 'tcp://192.0.2.1', false],
    ['tls://192.0.2.1#dns.example', 'tls', 'tls://192.0.2.1#dns.example', true],
    ['HTTPS://192.0.2.1', 'https', 'https://192.0.2.1/dns-query', true],
    ['quic://[2001:db8::1]:8853', 'quic', 'quic://[2001:db8::1]:8853', true],
  ])('%s is a transport', (url, protocol, endpoint, encrypted) => {
    expect(transport(url).traits).toMatchObject({ protocol, endpoint, encrypted, authenticated: encrypted });
  });

  it.each([
    'h3://192.0.2.1',
    'sdns://AgcAAAAAAAAABzEuMC4wLjE',
    'ftp://192.0.2.1',
    '',
    'tls://',
    'tls://192.0.2.1:99999',
    'https://192.0.2.1/a b',
  ])('%j is refused at construction', (url) => {
    expect(() => transport(url)).toThrow(RangeError);
  });

  it('refuses a host name without a bootstrap, also as a bootstrap', () => {
    expect(() => createResolver({ upstream: 'tls://dns.example' })).toThrow(TypeError);
    expect(() => createResolver({ upstream: 'tls://dns.example', bootstrap: 'tls://dns2.example' })).toThrow(
      TypeError,
    );
    expect(() =>
      createResolver({ upstream: 'tls://dns.example', bootstrap: 'tls://192.0.2.1' }),
    ).not.toThrow();
  });

  it('are combined by a function, with the bootstrap of the resolver', () => {
    const { upstream } = createResolver({
      upstream: (url) =>
        route({
          'corp.example': url('10.0.0.53'),
          '.': race([url('tls://dns.example'), url('quic://1.1.1.1')]),
        }),
      bootstrap: 'tls://192.0.2.1',
    });
    expect(upstream.traits.endpoint).toBe(
      'route(corp.example: udp://10.0.0.53, .: race(tls://dns.example, quic://1.1.1.1))',
    );
    expect(() => createResolver({ upstream: (url) => race([url('tls://dns.example')]) })).toThrow(TypeError);
    expect(() => createResolver({ upstream: (url) => race([url('tls://1.1.1.1'), url('1.1.1.1')]) })).toThrow(
      'set dangerAllowPlaintext',
    );
  });

  it.each([
    ['a certificate that is none', { upstream: 'tls://192.0.2.1', ca: 'no certificate' }, TypeError],
    ['no certificate at all', { upstream: 'quic://192.0.2.1', ca: [] }, TypeError],
    ['no upstream', { upstream: [] }, RangeError],
    ['a bad timeout', { upstream: '192.0.2.1', timeoutMs: Number.NaN }, RangeError],
    ['encrypted and plain upstreams in one list', { upstream: ['tls://192.0.2.1', '192.0.2.1'] }, RangeError],
  ] as const)('refuses %s', (_what, options, Failure) => {
    expect(() => createResolver(options)).toThrow(Failure);
  });
});
