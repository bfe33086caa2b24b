import { assert, nat, oneof, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPrefixLength, formatNetwork, isInNetwork, parseAddress, parseNetwork } from './index.ts';

const address = (text: string): Uint8Array => {
  const octets = parseAddress(text);
  if (octets === undefined) throw new Error(`${text} is no address`);
  return octets;
};

/** The bits of an address as a text of zeros and ones. */
const bitsOf = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(2).padStart(8, '0')).join('');

describe('parseNetwork', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['192.0.2.128/25', '192.0.2.128/25'],
    ['192.0.2.1', '192.0.2.1/32'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['::', '::/128'],
    ['::/0', '::/0'],
    ['::ffff:0:0/96', '::ffff:0.0.0.0/96'],
  ])('reads %s', (text, printed) => {
    expect(formatNetwork(parseNetwork(text))).toBe(printed);
  });

  it.each([
    '',
    '/8',
    '10/8',
    '10.0.0.0/',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    'fe80::%1/64',
    ' ::',
  ])('refuses %j', (text) => {
    expect(() => parseNetwork(text)).toThrow(`${JSON.stringify(text)} is no network`);
  });

  it('says what a network with bits behind its prefix might have meant', () => {
    expect(() => parseNetwork('192.0.2.1/24')).toThrow('192.0.2.0/24 has none');
    expect(() => parseNetwork('fe80::1/9')).toThrow('fe80::/9 has none');
    expect(() => parseNetwork('fec0::/9')).toThrow('fe80::/9 has none');
  });
});

describe('isInNetwork', () => {
  it('agrees with a comparison of the bits as text', () => {
    const octets = oneof(
      uint8Array({ minLength: 4, maxLength: 4 }),
      uint8Array({ minLength: 16, maxLength: 16 }),
    );
    const near = tuple(octets, octets, nat(128), nat(128)).map(([left, other, flipped, prefix]) => {
      const right = left.length === other.length && flipped % 3 === 0 ? other : left.slice();
      const at = flipped % (right.length * 8);
      right[at >>> 3] = (right[at >>> 3] as number) ^ (0x80 >>> (at & 7));
      return { left, right, prefixLength: prefix % (left.length * 8 + 1) };
    });
    assert(
      property(near, ({ left, right, prefixLength }) => {
        const expected = bitsOf(left).slice(0, prefixLength) === bitsOf(right).slice(0, prefixLength);
        expect(isInNetwork(right, { octets: left, prefixLength })).toBe(expected);
      }),
    );
  });

  it('never takes an address of the other family', () => {
    expect(isInNetwork(address('::'), parseNetwork('0.0.0.0/0'))).toBe(false);
    expect(isInNetwork(address('0.0.0.0'), parseNetwork('::/0'))).toBe(false);
  });
});

describe('commonPrefixLength', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', 32],
    ['10.0.0.1', '10.0.0.0', 31],
    ['128.0.0.0', '0.0.0.0', 0],
    ['2001:db8::', '2001:db9::', 31],
  ])('of %s and %s is %i', (left, right, length) => {
    expect(commonPrefixLength(address(left), address(right))).toBe(length);
  });
});
