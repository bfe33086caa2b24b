import { ParseError } from '../errors/index.ts';
import { type Name, readName, writeName } from '../name/index.ts';
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6, type Reader, type Writer } from '../wire/index.ts';
import { requireAddress } from './address-text.ts';
import type { RdataFields } from './codec.ts';

/** What IPSECKEY calls a gateway and AMTRELAY a relay, by its type (RFC 4025 2.3, RFC 8777 4.2.3): an address, a name or nothing. */
export type Gateway = string | Name | undefined;

/** The types of gateways (IANA: IPSECKEY Resource Record Parameters, AMTRELAY Relay Type Field). */
const NONE = 0;
const IPV4 = 1;
const IPV6 = 2;
const NAME = 3;

/** Whether a type is one whose form is known. */
export function isGatewayType(type: number): boolean {
  return type <= NAME;
}

/** Reads a gateway. Throws `WireError`, also for a type that is not known. */
export function readGateway(reader: Reader, type: number): Gateway {
  switch (type) {
    case NONE:
      return undefined;
    case IPV4:
      return formatIpv4(reader.octets(4));
    case IPV6:
      return formatIpv6(reader.octets(16));
    case NAME:
      return readName(reader);
    default:
      throw reader.error(`a gateway of the unknown type ${type}`);
  }
}

/** Writes a gateway. Throws `RangeError` where it is not of its type. */
export function writeGateway(writer: Writer, type: number, gateway: Gateway | Uint8Array): void {
  if (type === NONE && gateway === undefined) return;
  if (type === NAME && typeof gateway === 'object' && !(gateway instanceof Uint8Array))
    return writeName(writer, gateway);
  if ((type !== IPV4 && type !== IPV6) || typeof gateway !== 'string')
    throw new RangeError(`a gateway that is not of type ${type}`);
  writer.octets(requireAddress(gateway, type === IPV4 ? parseIpv4 : parseIpv6, RangeError));
}

/** The next field as a gateway; a dot where there is none. Throws `ParseError`. */
export function parseGateway(fields: RdataFields, type: number): Gateway {
  if (type === NAME) return fields.name();
  const text = fields.word();
  switch (type) {
    case NONE:
      if (text !== '.') throw new ParseError('a gateway of type 0 is written as a dot');
      return undefined;
    case IPV4:
      return formatIpv4(requireAddress(text, parseIpv4));
    case IPV6:
      return formatIpv6(requireAddress(text, parseIpv6));
    default:
      throw new ParseError(`a gateway of the unknown type ${type}`);
  }
}

export function printGateway(gateway: Gateway): string {
  return gateway === undefined ? '.' : gateway.toString();
}
