import { describe, expect, it } from 'vitest';
import { parseAddress, reverseName } from './index.ts';

describe('reverseName', () => {
  it.each([
    ['192.0.2.10', '10.2.0.192.in-addr.arpa.', 'RFC 1035 3.5'],
    [
      '4321:0:1:2:3:4:567:89ab',
      'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa.',
      'RFC 3596 2.5',
    ],
  ])('of %s is %s (%s)', (address, name) => {
    expect(String(reverseName(parseAddress(address) as Uint8Array))).toBe(name);
  });
});
