import type { Name } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { isGatewayType, parseGateway, printGateway, readGateway, writeGateway } from '../gateway.ts';

/** A relay for automatic multicast tunneling (RFC 8777 4.2). */
export interface Amtrelay {
  /** Lower values are preferred. */
  readonly precedence: number;
  /** D: whether the gateway may take the relay for the one to use without a discovery message of its own. */
  readonly discoveryOptional: boolean;
  /** What `relay` is: nothing (0), an IPv4 address (1), an IPv6 address (2), a name (3), or octets of an unknown kind (4 to 127). */
  readonly type: number;
  /** Absent where `type` is 0. */
  readonly relay?: string | Name | Uint8Array;
}

const D = 0x80;
const TYPE = 0x7f;

export const amtrelay: RdataCodec<Amtrelay> = {
  code: 260,
  read: (reader) => {
    const [precedence, octet] = [reader.u8(), reader.u8()];
    const type = octet & TYPE;
    const relay = isGatewayType(type) ? readGateway(reader, type) : reader.octets(reader.remaining);
    return {
      precedence,
      discoveryOptional: (octet & D) !== 0,
      type,
      ...(relay === undefined ? {} : { relay }),
    };
  },
  write: (writer, { precedence, discoveryOptional, type, relay }) => {
    if (!Number.isInteger(type) || type > TYPE) throw new RangeError(`${String(type)} is no type of a relay`);
    writer.u8(precedence);
    writer.u8((discoveryOptional ? D : 0) | type);
    if (relay instanceof Uint8Array && !isGatewayType(type)) writer.octets(relay);
    else writeGateway(writer, type, relay);
  },
};

export const amtrelayText: RdataText<Amtrelay> = {
  parse: (fields) => {
    const precedence = fields.integer(0xff);
    const discoveryOptional = fields.integer(1) === 1;
    const type = fields.integer(TYPE);
    const relay = parseGateway(fields, type);
    return { precedence, discoveryOptional, type, ...(relay === undefined ? {} : { relay }) };
  },
  print: ({ precedence, discoveryOptional, type, relay }) =>
    relay instanceof Uint8Array
      ? undefined
      : [precedence, discoveryOptional ? 1 : 0, type, printGateway(relay)].join(' '),
};
