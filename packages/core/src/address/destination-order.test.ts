import { describe, expect, it } from 'vitest';
import { orderDestinations } from './index.ts';

/** The order of addresses, of which some are reached from a source. */
function order(addresses: readonly string[], sources?: Readonly<Record<string, string>>): string[] {
  const known = sources && new Map(Object.entries(sources));
  return orderDestinations(
    addresses.map((address) => ({ address })),
    known,
  ).map(({ address }) => address);
}

/** What becomes of addresses in this order, and in the other one. */
function orders(addresses: readonly string[], sources?: Readonly<Record<string, string>>): string[][] {
  return [order(addresses, sources), order(addresses.toReversed(), sources)];
}

describe('the order of destinations', () => {
  it.each([
    ['matching scope', '2001:db8:1::1', '2001:db8:1::2', '198.51.100.121', '169.254.13.78'],
    ['matching scope, IPv4', '198.51.100.121', '198.51.100.117', '2001:db8:1::1', 'fe80::1'],
    ['higher precedence', '2001:db8:1::1', '2001:db8:1::2', '10.1.2.3', '10.1.2.4'],
    ['smaller scope', 'fe80::1', 'fe80::2', '2001:db8:1::1', '2001:db8:1::2'],
    ['matching label', '2002:c633:6401::1', '2002:c633:6401::2', '2001:db8:1::1', '2002:c633:6401::2'],
    [
      'higher precedence of two labels',
      '2001:db8:1::1',
      '2001:db8:1::2',
      '2002:c633:6401::1',
      '2002:c633:6401::2',
    ],
  ])('RFC 6724 10.2, prefer %s: %s', (_, first, firstSource, second, secondSource) => {
    const expected = [first, second];
    expect(orders(expected, { [first]: firstSource, [second]: secondSource })).toEqual([expected, expected]);
  });

  it('has what cannot be reached last (RFC 6724 6, rule 1)', () => {
    const expected = ['192.0.2.1', '2001:db8::1'];
    expect(orders(expected, { '192.0.2.1': '192.0.2.9' })).toEqual([expected, expected]);
  });

  it('has what shares most bits with its source first, for IPv6 (RFC 6724 6, rule 9)', () => {
    const expected = ['2001:db8:2::1', '2001:db8:8000::1'];
    const sources = Object.fromEntries(expected.map((each) => [each, '2001:db8:3::9']));
    expect(orders(expected, sources)).toEqual([expected, expected]);
    const ipv4 = { '192.0.2.1': '192.0.2.9', '198.51.100.1': '192.0.2.9' };
    expect(order(['198.51.100.1', '192.0.2.1'], ipv4)).toEqual(['198.51.100.1', '192.0.2.1']);
  });

  it('needs no sources for precedence and scope (RFC 6724 6, rules 6, 8 and 10)', () => {
    for (const expected of [
      ['::1', '2001:db8::1', '192.0.2.1', '2002:c000:201::1', '2001:0:1::1', 'fd00::1', '::192.0.2.1'],
      ['fe80::1', '2001:db8::1'],
      ['127.0.0.1', '192.0.2.1'],
    ])
      expect(orders(expected)).toEqual([expected, expected]);
    expect(order(['192.0.2.2', '10.0.0.1', '192.0.2.1'])).toEqual(['192.0.2.2', '10.0.0.1', '192.0.2.1']);
  });
});
