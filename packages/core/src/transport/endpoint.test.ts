import { describe, expect, it } from 'vitest';
import { addressSourceFor, type EndpointForm, parseEndpoint } from './endpoint.ts';

const TLS: EndpointForm = { protocol: 'tls', defaultPort: 853, authenticated: true };
const UDP: EndpointForm = { protocol: 'udp', defaultPort: 53, authenticated: false };
const HTTPS: EndpointForm = {
  protocol: 'https',
  defaultPort: 443,
  defaultPath: '/dns-query',
  authenticated: true,
};

describe('parseEndpoint', () => {
  it.each([
    ['tls://1.1.1.1', TLS, '1.1.1.1', 853, '1.1.1.1', '', 'tls://1.1.1.1'],
    ['tls://1.1.1.1:853', TLS, '1.1.1.1', 853, '1.1.1.1', '', 'tls://1.1.1.1'],
    ['TLS://DNS.Example:8853', TLS, 'dns.example', 8853, 'dns.example', '', 'tls://dns.example:8853'],
    [
      'tls://[2001:DB8::1]:1#dns.example',
      TLS,
      '2001:db8::1',
      1,
      'dns.example',
      '',
      'tls://[2001:db8::1]:1#dns.example',
    ],
    ['::1', UDP, '::1', 53, '::1', '', 'udp://[::1]'],
    ['[::1]:5353', UDP, '::1', 5353, '::1', '', 'udp://[::1]:5353'],
    ['192.0.2.1', UDP, '192.0.2.1', 53, '192.0.2.1', '', 'udp://192.0.2.1'],
    ['dns.example:54', UDP, 'dns.example', 54, 'dns.example', '', 'udp://dns.example:54'],
    ['udp://192.0.2.1/', UDP, '192.0.2.1', 53, '192.0.2.1', '', 'udp://192.0.2.1'],
    [
      'https://dns.example',
      HTTPS,
      'dns.example',
      443,
      'dns.example',
      '/dns-query',
      'https://dns.example/dns-query',
    ],
    [
      'https://8.8.8.8/q#dns.google',
      HTTPS,
      '8.8.8.8',
      443,
      'dns.google',
      '/q',
      'https://8.8.8.8/q#dns.google',
    ],
  ] as const)('reads %s', (text, form, host, port, authName, path, url) => {
    expect(parseEndpoint(text, form)).toEqual({ protocol: form.protocol, host, port, authName, path, url });
  });

  it.each([
    ['', UDP, 'has no valid host'],
    ['tcp://1.1.1.1', UDP, 'is not a udp:// URL'],
    ['udp://1.1.1.1:0', UDP, 'has a port that is not from 1 to 65535'],
    ['udp://1.1.1.1:65536', UDP, 'has a port that is not from 1 to 65535'],
    ['udp://1.1.1.1:x', UDP, 'has a port that is not from 1 to 65535'],
    ['udp://user@host', UDP, 'has no valid host'],
    ['udp://1.1.1.1/path', UDP, 'must not have a path'],
    ['udp://1.1.1.1#name', UDP, 'names a server, which nothing proves without TLS'],
    ['tls://1.1.1.1#', TLS, 'names a server that is neither'],
    ['tls://1.1.1.1#not a name', TLS, 'names a server that is neither'],
    ['tls://1.1.1', TLS, 'has no valid host'],
    ['tls://300.1.1.1', TLS, 'has no valid host'],
    ['tls://[1.1.1.1]', TLS, 'has no valid host'],
    ['tls://[fe80::1%25eth0]', TLS, 'has no valid host'],
    ['tls://-bad.example', TLS, 'has no valid host'],
    [`tls://${'a'.repeat(64)}.example`, TLS, 'has no valid host'],
  ] as const)('refuses %j', (text, form, why) => {
    const read = (): unknown => parseEndpoint(text, form);
    expect(read).toThrow(RangeError);
    expect(read).toThrow(why);
  });
});

describe('addressSourceFor', () => {
  it('gives the address of an endpoint that is one', async () => {
    const source = addressSourceFor(parseEndpoint('tls://[::1]', TLS), undefined);
    expect(await source('::1', new AbortController().signal)).toEqual([{ address: '::1', family: 6 }]);
  });

  it('gives the addresses of a list, in their normal form', async () => {
    const source = addressSourceFor(parseEndpoint('tls://dns.example', TLS), ['2001:DB8:0::1', '192.0.2.1']);
    expect(await source('dns.example', new AbortController().signal)).toEqual([
      { address: '2001:db8::1', family: 6 },
      { address: '192.0.2.1', family: 4 },
    ]);
  });

  it.each([
    ['tls://dns.example', [], 'addresses is empty'],
    [
      'tls://dns.example',
      ['192.0.2.1', 'dns2.example'],
      'addresses[1] is "dns2.example", which is no IP address',
    ],
    ['tls://192.0.2.1', ['192.0.2.2'], 'addresses is given, but tls://192.0.2.1 names an address'],
  ])('refuses for %s the list %j', (url, list, why) => {
    const read = (): unknown => addressSourceFor(parseEndpoint(url, TLS), list);
    expect(read).toThrow(RangeError);
    expect(read).toThrow(why);
  });

  it('refuses a host name without a source: nothing falls back to the system', () => {
    expect(() => addressSourceFor(parseEndpoint('tls://dns.example', TLS), undefined)).toThrow(TypeError);
  });
});
