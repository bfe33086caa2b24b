import {
  assert,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  shuffledSubarray,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressFilter,
  type AddressFilterOptions,
  formatAddress,
  formatNetwork,
  parseNetwork,
} from './index.ts';

const denialOf = (options: AddressFilterOptions, address: string): string | undefined => {
  const denial = addressFilter(options)(address);
  return denial && `${denial.rule} ${denial.network}`;
};

describe('addressFilter', () => {
  it.each([
    ['127.0.0.1', 'loopback 127.0.0.0/8'],
    ['::1', 'loopback ::1/128'],
    ['0.0.0.0', 'unspecified 0.0.0.0/8'],
    ['::', 'unspecified ::/128'],
    ['10.255.255.255', 'private 10.0.0.0/8'],
    ['172.31.0.1', 'private 172.16.0.0/12'],
    ['fd00::1', 'private fc00::/7'],
    ['100.64.0.1', 'shared 100.64.0.0/10'],
    ['169.254.169.254', 'link-local 169.254.0.0/16'],
    ['fe80::1', 'link-local fe80::/10'],
    ['224.0.0.251', 'multicast 224.0.0.0/4'],
    ['203.0.113.1', 'documentation 203.0.113.0/24'],
    ['198.19.0.1', 'benchmarking 198.18.0.0/15'],
    ['255.255.255.255', 'reserved 240.0.0.0/4'],
    ['100::1', 'reserved 100::/64'],
  ])('knows %s as %s (RFC 6890), and as special', (address, rule) => {
    const [set = '', network] = rule.split(' ');
    expect(denialOf({ deny: [set] }, address)).toBe(rule);
    expect(denialOf({ deny: ['special'] }, address)).toBe(`special ${network}`);
    expect(denialOf({ deny: ['any'] }, address)).toMatch(/^any /);
  });

  it.each(['8.8.8.8', '2606:4700::1111', '172.32.0.1', '100.128.0.1', '64:ff9b::808:808', '2002:808:808::1'])(
    'knows %s as nothing special',
    (address) => {
      expect(denialOf({ deny: ['special'] }, address)).toBeUndefined();
    },
  );

  it.each([
    ['::ffff:10.0.0.1', 'IPv4-mapped, RFC 4291 2.5.5.2'],
    ['::10.0.0.1', 'IPv4-compatible, RFC 4291 2.5.5.1'],
    ['::ffff:0:10.0.0.1', 'IPv4-translated, RFC 2765 2.1'],
    ['64:ff9b::a00:1', 'NAT64, RFC 6052 2.1'],
    ['64:ff9b:1::a00:1', 'NAT64 of a network of its own, RFC 8215'],
    ['2002:a00:1::9', '6to4, RFC 3056 2'],
    ['2001:0:808:808:0:0:f5ff:fffe', 'Teredo, RFC 4380 4'],
    ['2606:4700::5efe:a00:1', 'ISATAP, RFC 5214 6.1'],
    ['2606:4700::200:5efe:a00:1', 'ISATAP with a global address, RFC 5214 6.1'],
  ])('looks at the IPv4 address in %s (%s)', (address) => {
    expect(denialOf({ deny: ['10.0.0.0/8'] }, address)).toBe('10.0.0.0/8 10.0.0.0/8');
    expect(denialOf({ deny: ['private'], allow: ['10.0.0.1'] }, address)).toBeUndefined();
    expect(denialOf({ deny: ['11.0.0.0/8'] }, address)).toBeUndefined();
  });

  it('does not take :: and ::1 for IPv4 addresses', () => {
    expect(denialOf({ deny: ['unspecified'] }, '::1')).toBeUndefined();
    expect(denialOf({ deny: ['0.0.0.0/8'] }, '::')).toBeUndefined();
  });

  it('lets through what is allowed, but not what an allowed address leads to', () => {
    const options = { deny: ['any'], allow: ['192.0.2.0/24', '64:ff9b::/96'] };
    expect(denialOf(options, '192.0.2.7')).toBeUndefined();
    expect(denialOf(options, '192.0.3.7')).toBe('any 0.0.0.0/0');
    expect(denialOf(options, '64:ff9b::c000:207')).toBeUndefined();
    expect(denialOf(options, '64:ff9b::c000:307')).toBe('any 0.0.0.0/0');
  });

  it('agrees with a comparison of bits for any lists', () => {
    const bitsOf = (octets: Uint8Array): string =>
      Array.from(octets, (octet) => octet.toString(2).padStart(8, '0')).join('');
    const pool = [
      '10.0.0.0/8',
      '10.1.0.0/16',
      '10.1.2.3/32',
      '192.0.2.0/25',
      '0.0.0.0/0',
      '4000::/3',
      '5000::/8',
    ];
    const address = oneof(
      tuple(constantFrom(10, 192, 1), constantFrom(0, 1), constantFrom(2, 3), nat(255)).map((octets) =>
        Uint8Array.from(octets),
      ),
      uint8Array({ minLength: 15, maxLength: 15 }).map((rest) =>
        Uint8Array.from([0x50, ...rest.map((each) => each | 1)]),
      ),
    );
    const lists = record({ deny: shuffledSubarray(pool), allow: shuffledSubarray(pool), address });
    const isIn = (octets: Uint8Array, entry: string): boolean => {
      const { octets: network, prefixLength } = parseNetwork(entry);
      const isOneFamily = network.length === octets.length;
      return isOneFamily && bitsOf(octets).startsWith(bitsOf(network).slice(0, prefixLength));
    };
    assert(
      property(lists, ({ deny, allow, address: octets }) => {
        const isAllowed = allow.some((entry) => isIn(octets, entry));
        const rule = isAllowed ? undefined : deny.find((entry) => isIn(octets, entry));
        const expected = rule && `${rule} ${formatNetwork(parseNetwork(rule))}`;
        expect(denialOf({ deny, allow }, formatAddress(octets))).toBe(expected);
      }),
    );
  });
});
