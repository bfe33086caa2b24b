import { Name } from '../name/index.ts';

/** The name whose PTR records name an address: in in-addr.arpa (RFC 1035 3.5) or ip6.arpa (RFC 3596 2.5). */
export function reverseName(address: Uint8Array): Name {
  const digits = address.length === 4 ? Array.from(address, String) : Array.from(address, nibblesOf).flat();
  return Name.from(`${digits.toReversed().join('.')}.${address.length === 4 ? 'in-addr' : 'ip6'}.arpa.`);
}

function nibblesOf(octet: number): string[] {
  return [(octet >>> 4).toString(16), (octet & 0xf).toString(16)];
}
