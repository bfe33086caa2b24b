import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '../../wire/index.ts';
import type { EdnsOptionCodec } from './codec.ts';

/** The network that a query came from (RFC 7871 6). */
export interface ClientSubnetOption {
  /** 1 for IPv4, 2 for IPv6 (IANA: Address Family Numbers). */
  readonly family: 1 | 2;
  /** The bits of `address` that are given. */
  readonly sourcePrefixLength: number;
  /** The bits that the answer is for; 0 in a query. */
  readonly scopePrefixLength: number;
  /** The bits behind `sourcePrefixLength` are zero: `192.0.2.0` for 24 bits. */
  readonly address: string;
}

const FAMILIES = {
  1: { octets: 4, parse: parseIpv4, format: formatIpv4 },
  2: { octets: 16, parse: parseIpv6, format: formatIpv6 },
} as const;
const HEADER_OCTETS = 4;

export const clientSubnet: EdnsOptionCodec<ClientSubnetOption> = {
  code: 8,
  read: (reader) => {
    if (reader.remaining < HEADER_OCTETS) return undefined;
    const family = reader.u16();
    const sourcePrefixLength = reader.u8();
    const scopePrefixLength = reader.u8();
    if (family !== 1 && family !== 2) return undefined;
    const { octets, format } = FAMILIES[family];
    const length = reader.remaining;
    if (Math.max(sourcePrefixLength, scopePrefixLength) > octets * 8) return undefined;
    if (length !== Math.ceil(sourcePrefixLength / 8)) return undefined;
    const address = new Uint8Array(octets);
    for (let at = 0; at < length; at++) address[at] = reader.u8();
    if (!endsAt(address, sourcePrefixLength)) return undefined;
    return { family, sourcePrefixLength, scopePrefixLength, address: format(address) };
  },
  write: (writer, { family, sourcePrefixLength, scopePrefixLength, address }) => {
    if (family !== 1 && family !== 2) throw new RangeError(`${String(family)} is no family of addresses`);
    const { octets: maximum, parse } = FAMILIES[family];
    const octets = parse(address);
    if (octets === undefined || !endsAt(octets, sourcePrefixLength))
      throw new RangeError(`${address} is no address of family ${family} with ${sourcePrefixLength} bits`);
    if (Math.max(sourcePrefixLength, scopePrefixLength) > maximum * 8)
      throw new RangeError(`a prefix over ${maximum * 8} bits`);
    writer.u16(family);
    writer.u8(sourcePrefixLength);
    writer.u8(scopePrefixLength);
    // Nearly all queries have one, without an address: a view would cost more than all else here.
    for (let at = 0; at * 8 < sourcePrefixLength; at++) writer.u8(octets[at] as number);
  },
};

/** Whether all bits behind the prefix are zero, as they must be (RFC 7871 6). */
function endsAt(address: Uint8Array, prefixLength: number): boolean {
  for (let at = prefixLength >>> 3; at < address.length; at++) {
    const mask = at === prefixLength >>> 3 ? 0xff >>> (prefixLength & 7) : 0xff;
    if (((address[at] as number) & mask) !== 0) return false;
  }
  return true;
}
