import { quote } from '../errors/quote.ts';
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '../wire/index.ts';

/** The addresses of one family that begin with the same bits. */
export interface IpNetwork {
  /** 4 or 16 octets, zero behind the prefix. */
  readonly octets: Uint8Array;
  readonly prefixLength: number;
}

/** The 4 or 16 octets of an IP address; undefined where the text is none. */
export function parseAddress(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

export function formatAddress(octets: Uint8Array): string {
  return octets.length === 4 ? formatIpv4(octets) : formatIpv6(octets);
}

/**
 * Reads `192.0.2.0/24` or `2001:db8::/32`; an address without a slash is a network of its own. Throws `RangeError` for what is
 * neither, and where there are bits behind the prefix: one of both would not be what was meant.
 */
export function parseNetwork(text: string): IpNetwork {
  const [, address = '', prefix] = NETWORK.exec(text) ?? [];
  const octets = parseAddress(address);
  const bits = (octets?.length ?? 0) * 8;
  const prefixLength = prefix === undefined ? bits : Number(prefix);
  if (octets === undefined || prefixLength > bits)
    throw new RangeError(`${quote(text)} is no network: 192.0.2.0/24 or 2001:db8::/32 would be one`);
  const network = { octets: octets.map((octet, at) => octet & maskAt(at, prefixLength)), prefixLength };
  if (commonPrefixLength(octets, network.octets) < bits)
    throw new RangeError(`${text} has bits behind its prefix: ${formatNetwork(network)} has none`);
  return network;
}

const NETWORK = /^([\d.]+|[\da-f:.]+)(?:\/(\d{1,3}))?$/i;

export function formatNetwork({ octets, prefixLength }: IpNetwork): string {
  return `${formatAddress(octets)}/${prefixLength}`;
}

/** Whether an address is in the network; one of the other family never is. */
export function isInNetwork(address: Uint8Array, { octets, prefixLength }: IpNetwork): boolean {
  return address.length === octets.length && commonPrefixLength(address, octets) >= prefixLength;
}

/** With how many equal bits two addresses of one family begin. */
export function commonPrefixLength(left: Uint8Array, right: Uint8Array): number {
  for (let at = 0; at < left.length; at++) {
    const difference = (left[at] as number) ^ (right[at] as number);
    // The octet's bits are the lowest of 32.
    if (difference !== 0) return at * 8 + Math.clz32(difference) - 24;
  }
  return left.length * 8;
}

/** What of the octet at an index belongs to the prefix. */
function maskAt(index: number, prefixLength: number): number {
  const bits = Math.min(Math.max(prefixLength - index * 8, 0), 8);
  return 0xff00 >>> bits;
}
