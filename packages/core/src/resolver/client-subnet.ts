import { formatAddress, parseNetwork } from '../address/index.ts';
import type { EdnsOption } from '../message/index.ts';

/**
 * The option that tells an upstream which network a question comes from (RFC 7871 6); none for `false`. Throws `RangeError` for a
 * text that is no network.
 */
export function clientSubnetOption(subnet: string | false): EdnsOption[] {
  if (subnet === false) return [];
  // Without a prefix it would be an address, and tell more than was meant.
  if (!subnet.includes('/')) throw new RangeError('a network is needed, 203.0.113.0/24 for example');
  const { octets, prefixLength: sourcePrefixLength } = parseNetwork(subnet);
  const family = octets.length === 4 ? 1 : 2;
  const data = { family, sourcePrefixLength, scopePrefixLength: 0, address: formatAddress(octets) } as const;
  return [{ code: 'ECS', data }];
}
