import type { Name } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { parseGateway, printGateway, readGateway, writeGateway } from '../gateway.ts';
import { printBase64 } from '../octets-text.ts';

/** A public key for IPsec, and the gateway to reach the owner by (RFC 4025 2). */
export interface Ipseckey {
  /** Lower values are preferred. */
  readonly precedence: number;
  /** What `gateway` is: nothing (0), an IPv4 address (1), an IPv6 address (2), or a name (3). */
  readonly gatewayType: number;
  /** The key's format (IANA: IPSECKEY Algorithm Types); 0 where there is no key. */
  readonly algorithm: number;
  /** Absent where `gatewayType` is 0. */
  readonly gateway?: string | Name;
  readonly publicKey: Uint8Array;
}

export const ipseckey: RdataCodec<Ipseckey> = {
  code: 45,
  read: (reader) => {
    const [precedence, gatewayType, algorithm] = [reader.u8(), reader.u8(), reader.u8()];
    const gateway = readGateway(reader, gatewayType);
    const publicKey = reader.octets(reader.remaining);
    return { precedence, gatewayType, algorithm, ...(gateway === undefined ? {} : { gateway }), publicKey };
  },
  write: (writer, { precedence, gatewayType, algorithm, gateway, publicKey }) => {
    writer.u8(precedence);
    writer.u8(gatewayType);
    writer.u8(algorithm);
    writeGateway(writer, gatewayType, gateway);
    writer.octets(publicKey);
  },
};

export const ipseckeyText: RdataText<Ipseckey> = {
  parse: (fields) => {
    const precedence = fields.integer(0xff);
    const gatewayType = fields.integer(0xff);
    const algorithm = fields.integer(0xff);
    const gateway = parseGateway(fields, gatewayType);
    const publicKey = fields.more ? fields.base64() : new Uint8Array();
    return { precedence, gatewayType, algorithm, ...(gateway === undefined ? {} : { gateway }), publicKey };
  },
  print: ({ precedence, gatewayType, algorithm, gateway, publicKey }) =>
    [precedence, gatewayType, algorithm, printGateway(gateway), printBase64(publicKey)].join(' ').trimEnd(),
};
