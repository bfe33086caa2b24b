import { ParseError } from '../../errors/index.ts';
import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import { formatIpv6, parseIpv6 } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The lower bits of an IPv6 address, and the name whose own A6 records have the upper ones (RFC 2874 3.1). AAAA took its place. */
export interface A6 {
  /** How many bits of the address the prefix name has: 0 to 128. */
  readonly prefixLen: number;
  /** The address, the bits of the prefix in it being 0, in the canonical text of RFC 5952. */
  readonly addressSuffix: string;
  /** Absent where `prefixLen` is 0. */
  readonly prefixName?: Name;
}

const ADDRESS_OCTETS = 16;
const MAX_PREFIX_BITS = 128;

export const A6: RdataCodec<A6> = {
  code: 38,
  internetOnly: true,
  read: (reader) => {
    const prefixLen = reader.u8();
    if (prefixLen > MAX_PREFIX_BITS) throw reader.error(`a prefix of ${prefixLen} bits`, reader.offset - 1);
    const start = reader.offset;
    const suffix = new Uint8Array(ADDRESS_OCTETS);
    suffix.set(reader.octets(ADDRESS_OCTETS - (prefixLen >>> 3)), prefixLen >>> 3);
    if (hasBitsWithin(suffix, prefixLen)) throw reader.error('a suffix with bits of the prefix', start);
    const addressSuffix = formatIpv6(suffix);
    return prefixLen === 0
      ? { prefixLen, addressSuffix }
      : { prefixLen, addressSuffix, prefixName: readName(reader) };
  },
  write: (writer, rdata) => {
    const { prefixLen, addressSuffix, prefixName } = rdata;
    const suffix = requireAddress(addressSuffix, parseIpv6, RangeError);
    const fault = faultOf(prefixLen, suffix, prefixName);
    if (fault !== undefined) throw new RangeError(fault);
    writer.u8(prefixLen);
    writer.octets(suffix.subarray(prefixLen >>> 3));
    if (prefixName !== undefined) writeFoldedName(writer, prefixName);
  },
};

export const a6Text: RdataText<A6> = {
  parse: (fields) => {
    const prefixLen = fields.integer(MAX_PREFIX_BITS);
    const suffix = requireAddress(fields.word(), parseIpv6);
    const prefixName = fields.more ? fields.name() : undefined;
    const fault = faultOf(prefixLen, suffix, prefixName);
    if (fault !== undefined) throw new ParseError(fault);
    const addressSuffix = formatIpv6(suffix);
    return prefixName === undefined ? { prefixLen, addressSuffix } : { prefixLen, addressSuffix, prefixName };
  },
  print: ({ prefixLen, addressSuffix, prefixName }) =>
    prefixName === undefined
      ? `${prefixLen} ${addressSuffix}`
      : `${prefixLen} ${addressSuffix} ${prefixName}`,
};

function faultOf(prefixLen: number, suffix: Uint8Array, prefixName: Name | undefined): string | undefined {
  if (prefixLen > MAX_PREFIX_BITS) return `a prefix of ${prefixLen} bits`;
  if (hasBitsWithin(suffix, prefixLen)) return 'a suffix with bits of the prefix';
  if ((prefixLen === 0) !== (prefixName === undefined))
    return 'a prefix without a name, or a name without a prefix';
  return undefined;
}

function hasBitsWithin(suffix: Uint8Array, prefixLen: number): boolean {
  const whole = prefixLen >>> 3;
  if (suffix.subarray(0, whole).some((octet) => octet !== 0)) return true;
  return ((suffix[whole] ?? 0) & ~(0xff >>> (prefixLen & 7))) !== 0;
}
