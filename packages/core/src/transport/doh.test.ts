import { describe, expect, test } from 'vitest';
import {
  ageSecondsOf,
  dohAuthority,
  dohGetTarget,
  dohHeadFault,
  parseDohEndpoint,
  retryAfterSecondsOf,
} from './doh.ts';

describe('parseDohEndpoint', () => {
  test.each([
    ['https://dns.example', 'dns.example', 443, 'dns.example', '/dns-query', 'https://dns.example/dns-query'],
    ['https://dns.example/', 'dns.example', 443, 'dns.example', '/', 'https://dns.example/'],
    [
      'https://DNS.example:443/dns-query{?dns}',
      'dns.example',
      443,
      'dns.example',
      '/dns-query',
      'https://dns.example/dns-query',
    ],
    [
      'https://dns.example{?dns}',
      'dns.example',
      443,
      'dns.example',
      '/dns-query',
      'https://dns.example/dns-query',
    ],
    ['https://1.1.1.1/dns-query', '1.1.1.1', 443, '1.1.1.1', '/dns-query', 'https://1.1.1.1/dns-query'],
    ['https://[::1]:8443/dns-query', '::1', 8443, '::1', '/dns-query', 'https://[::1]:8443/dns-query'],
    [
      'https://8.8.8.8/dns-query{?dns}#dns.google',
      '8.8.8.8',
      443,
      'dns.google',
      '/dns-query',
      'https://8.8.8.8/dns-query#dns.google',
    ],
    [
      'https://dns.example/a%20b?key=%C3%A9',
      'dns.example',
      443,
      'dns.example',
      '/a%20b?key=%C3%A9',
      'https://dns.example/a%20b?key=%C3%A9',
    ],
    ['9.9.9.9', '9.9.9.9', 443, '9.9.9.9', '/dns-query', 'https://9.9.9.9/dns-query'],
  ])('reads %s', (text, host, port, authName, path, url) => {
    expect(parseDohEndpoint(text, 'https')).toEqual({ protocol: 'https', host, port, authName, path, url });
  });

  test.each([
    'https://dns.example/{dns}',
    'https://dns.example/dns-query{?dns,extra}',
    'https://dns.example/{?dns}/more',
    'https://dns.example/a b',
    'https://dns.example/a\r\nx: y',
    'https://dns.example/é',
    'https://dns.example/%zz',
    'https://dns.example/a"b',
    'https://dns.example:0/dns-query',
    'http://dns.example/dns-query',
    'https://user@dns.example/dns-query',
    'https://[1.1.1.1]/dns-query',
  ])('refuses %s', (text) => {
    expect(() => parseDohEndpoint(text, 'https')).toThrow(RangeError);
  });

  test('reads the URLs of DNS over HTTP/3 the same way', () => {
    expect(parseDohEndpoint('h3://dns.example', 'h3').url).toBe('h3://dns.example/dns-query');
  });
});

test.each([
  ['https://dns.example/dns-query', 'dns.example'],
  ['https://dns.example:8443/dns-query', 'dns.example:8443'],
  ['https://8.8.8.8/dns-query#dns.google', 'dns.google'],
  ['https://[2001:DB8::1]/dns-query', '[2001:db8::1]'],
  ['https://[::1]:8443/dns-query', '[::1]:8443'],
])('the authority of %s is %s (RFC 9110 7.2)', (url, authority) => {
  expect(dohAuthority(parseDohEndpoint(url, 'https'))).toBe(authority);
});

describe('dohGetTarget (RFC 8484 4.1)', () => {
  test('encodes the query of RFC 8484 4.1.1', () => {
    const query = Uint8Array.from([
      0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 119, 119, 119, 7, 101, 120, 97, 109, 112, 108, 101, 3, 99, 111,
      109, 0, 0, 1, 0, 1,
    ]);
    expect(dohGetTarget('/dns-query', query)).toBe(
      '/dns-query?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB',
    );
    expect(dohGetTarget('/q?key=1', query)).toMatch(/^\/q\?key=1&dns=AAAB/);
  });

  test.each([0, 1, 2, 3, 4095, 4096, 4097, 65_535])(
    'is base64url without padding for %i octets',
    (length) => {
      const query = Uint8Array.from({ length }, (_, index) => 255 - (index % 256));
      const encoded = dohGetTarget('/', query).slice('/?dns='.length);
      expect(encoded).toMatch(/^[\w-]*$/);
      expect(Uint8Array.from(Buffer.from(encoded, 'base64url'))).toEqual(query);
    },
  );
});

describe('dohHeadFault', () => {
  test.each([
    [200, 'application/dns-message', undefined],
    [200, 'application/dns-message', '65535'],
    [200, 'Application/DNS-Message ; charset=utf-8', '0'],
  ])('accepts %s %s %s', (status, type, length) => {
    expect(dohHeadFault(status, type, length)).toBeUndefined();
  });

  test.each([
    [503, 'application/dns-message', undefined, 'HTTP status 503'],
    [204, 'application/dns-message', undefined, 'HTTP status 204'],
    [302, undefined, undefined, 'HTTP status 302'],
    [undefined, 'application/dns-message', undefined, 'no HTTP status'],
    [200, undefined, undefined, 'a response without a media type'],
    [200, 'text/html; charset=utf-8', undefined, 'a response of media type "text/html; charset=utf-8"'],
    [200, 'application/dns-messages', undefined, 'a response of media type "application/dns-messages"'],
    [200, 'application/dns-message', '65536', 'a response of "65536" octets'],
    [200, 'application/dns-message', 'many', 'a response of "many" octets'],
  ])('says what is wrong with %s %s %s (RFC 8484 4.2.1)', (status, type, length, fault) => {
    expect(dohHeadFault(status, type, length)).toBe(fault);
  });

  test('repeats only the start of what the server sent', () => {
    expect(dohHeadFault(200, 'x'.repeat(60_000), undefined)?.length).toBeLessThan(120);
  });
});

test.each([
  [undefined, undefined],
  ['0', 0],
  ['3600', 3600],
  [' 7 ', 7],
  ['7, 9', 7],
  ['99999999999999999999', 2_147_483_648],
  ['-1', undefined],
  ['1.5', undefined],
  ['7s', undefined],
  ['', undefined],
])('the seconds of an Age of %s are %s (RFC 9111 5.1)', (field, seconds) => {
  expect(ageSecondsOf(field)).toBe(seconds);
});

test.each([
  ['120', 120],
  [' 0 ', 0],
  ['9'.repeat(40), 2 ** 31],
  ['Fri, 31 Dec 1999 23:59:59 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('the seconds of a Retry-After of %s are %s (RFC 9110 10.2.3)', (field, seconds) => {
  expect(retryAfterSecondsOf(field)).toBe(seconds);
});

test('a Retry-After in an hour is about 3,600 seconds away (RFC 9110 10.2.3)', () => {
  const seconds = retryAfterSecondsOf(new Date(Date.now() + 3_600_000).toUTCString());
  expect(Math.round((seconds ?? 0) / 10)).toBe(360);
});
