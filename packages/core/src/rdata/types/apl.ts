import { ParseError } from '../../errors/index.ts';
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6, type Reader, type Writer } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { parseHex, printHex } from '../octets-text.ts';

/** Ranges of addresses (RFC 3123 4). */
export interface Apl {
  /** In their order, and possibly none. */
  readonly items: readonly AplItem[];
}

/** One range of addresses. */
export interface AplItem {
  /** 1 for IPv4, 2 for IPv6 (IANA: Address Family Numbers). */
  readonly addressFamily: number;
  /** The bits of the address that count: up to 32 for IPv4, 128 for IPv6, else 255. */
  readonly prefix: number;
  /** Whether the range is excepted from what the items before it cover. */
  readonly negation: boolean;
  /** As text of its family; of another family than IPv4 and IPv6, up to 127 octets in hexadecimal digits. */
  readonly address: string;
}

/** The bit of the length octet that says "not" (RFC 3123 4). */
const N = 0x80;
/** The length of an address without trailing zeros has 7 bits. */
const MAX_AFD_OCTETS = 0x7f;

interface AddressFamily {
  readonly octets: number;
  readonly parse: (text: string) => Uint8Array | undefined;
  readonly format: (octets: Uint8Array) => string;
}

const FAMILIES: ReadonlyMap<number, AddressFamily> = /* @__PURE__ */ new Map<number, AddressFamily>([
  [1, { octets: 4, parse: parseIpv4, format: formatIpv4 }],
  [2, { octets: 16, parse: parseIpv6, format: formatIpv6 }],
]);

export const apl: RdataCodec<Apl> = {
  code: 42,
  internetOnly: true,
  read: (reader) => {
    const items: AplItem[] = [];
    while (reader.remaining > 0) items.push(readItem(reader));
    return { items };
  },
  write: (writer, { items }) => {
    for (const item of items) writeItem(writer, item);
  },
};

function readItem(reader: Reader): AplItem {
  const start = reader.offset;
  const addressFamily = reader.u16();
  const prefix = reader.u8();
  const length = reader.u8();
  const afdPart = reader.octets(length & MAX_AFD_OCTETS);
  const family = FAMILIES.get(addressFamily);
  if (prefix > maxPrefix(family)) throw reader.error(`a prefix of ${prefix} bits`, start);
  if (afdPart.length > (family?.octets ?? MAX_AFD_OCTETS))
    throw reader.error(`an address of ${afdPart.length} octets`, start);
  const address = formatAddress(family, afdPart);
  return { addressFamily, prefix, negation: (length & N) !== 0, address };
}

function writeItem(writer: Writer, { addressFamily, prefix, negation, address }: AplItem): void {
  const family = FAMILIES.get(addressFamily);
  if (prefix > maxPrefix(family)) throw new RangeError(`a prefix of ${prefix} bits`);
  const octets = octetsOf(family, address, RangeError);
  // Without trailing zeros whatever the prefix, so that every item has one form (RFC 3123 4.1).
  const length = octets.findLastIndex((octet) => octet !== 0) + 1;
  if (length > MAX_AFD_OCTETS) throw new RangeError(`an address of ${length} octets`);
  writer.u16(addressFamily);
  writer.u8(prefix);
  writer.u8((negation ? N : 0) | length);
  writer.octets(octets.subarray(0, length));
}

export const aplText: RdataText<Apl> = {
  parse: (fields) => {
    const items: AplItem[] = [];
    while (fields.more) items.push(parseItem(fields.word()));
    return { items };
  },
  print: ({ items }) =>
    items
      .map(
        ({ addressFamily, prefix, negation, address }) =>
          `${negation ? '!' : ''}${addressFamily}:${address}/${prefix}`,
      )
      .join(' '),
};

function parseItem(text: string): AplItem {
  const [, not, familyText, addressText = '', prefixText] =
    /^(!?)(\d{1,5}):([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const addressFamily = Number(familyText);
  const prefix = Number(prefixText);
  const family = FAMILIES.get(addressFamily);
  if (!(addressFamily <= 0xffff && prefix <= maxPrefix(family)))
    throw new ParseError(`${JSON.stringify(text)} is no range of addresses`);
  const address = formatAddress(family, octetsOf(family, addressText, ParseError));
  return { addressFamily, prefix, negation: not === '!', address };
}

function maxPrefix(family: AddressFamily | undefined): number {
  return family === undefined ? 0xff : family.octets * 8;
}

function formatAddress(family: AddressFamily | undefined, afdPart: Uint8Array): string {
  // What is not in the record is zero (RFC 3123 4.1).
  if (family === undefined)
    return printHex(afdPart.subarray(0, afdPart.findLastIndex((octet) => octet !== 0) + 1));
  const octets = new Uint8Array(family.octets);
  octets.set(afdPart);
  return family.format(octets);
}

function octetsOf(
  family: AddressFamily | undefined,
  address: string,
  Failure: new (message: string) => Error,
): Uint8Array {
  return requireAddress(address, family?.parse ?? parseOctets, Failure);
}

function parseOctets(text: string): Uint8Array | undefined {
  return /^(?:[0-9a-f]{2}){0,127}$/i.test(text) ? parseHex(text) : undefined;
}
