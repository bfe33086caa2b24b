import { expect, test } from 'vitest';
import { decodeAddress, encodeAddress, encodePeer } from './address.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test.each([
  ['1.2.3.4', '00000000000000000000ffff01020304'],
  ['::', '00000000000000000000000000000000'],
  ['::1', '00000000000000000000000000000001'],
  ['2001:db8::', '20010db8000000000000000000000000'],
  ['2001:db8::8:800:200c:417a', '20010db80000000000080800200c417a'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['::ffff:9.8.7.6', '00000000000000000000ffff09080706'],
  ['64:ff9b::192.0.2.33', '0064ff9b0000000000000000c0000221'],
  ['fe80::1%eth0', 'fe800000000000000000000000000001'],
])('encodes %s: RFC 4291 section 2.2', (address, expected) => {
  expect(hex(encodeAddress(address))).toBe(expected);
});

test.each([
  ['1.2.3.4', false, '1.2.3.4'],
  ['1.2.3.4', true, '::ffff:1.2.3.4'],
  ['::1', false, '0:0:0:0:0:0:0:1'],
  ['2001:db8::ff', true, '2001:db8:0:0:0:0:0:ff'],
])('decodes %s (mapped: %s) to %s', (address, mapped, expected) => {
  expect(decodeAddress(encodeAddress(address), mapped)).toBe(expected);
});

test('a peer is its port, then its address', () => {
  expect(hex(encodePeer('1.2.3.4', 853))).toBe('5503000000000000000000000000ffff01020304');
});
