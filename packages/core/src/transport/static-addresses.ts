import { formatIpv6, ipFamily, parseIpv6 } from '../wire/index.ts';
import type { Address, AddressSource } from './contract.ts';

/**
 * A source that gives these addresses for any host, so that nothing has to be resolved.
 * Throws `RangeError` for an empty list and for what is no IP address.
 */
export function staticAddresses(texts: readonly string[]): AddressSource {
  if (texts.length === 0) throw new RangeError('addresses is empty: give at least one IP address');
  const addresses = texts.map(readAddress);
  return () => Promise.resolve(addresses);
}

function readAddress(text: string, index: number): Address {
  const family = ipFamily(text);
  if (family === 0)
    throw new RangeError(`addresses[${index}] is ${JSON.stringify(text)}, which is no IP address`);
  const ipv6 = parseIpv6(text);
  return { address: ipv6 === undefined ? text : formatIpv6(ipv6), family };
}
