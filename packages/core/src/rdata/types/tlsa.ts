import type { RdataCodec, RdataText } from '../codec.ts';
import { printHex } from '../octets-text.ts';

/** The certificate or key that a TLS server is known by (RFC 6698 2.1). */
export interface Tlsa {
  readonly certificateUsage: number;
  readonly selector: number;
  readonly matchingType: number;
  readonly certificateAssociationData: Uint8Array;
}

export const tlsa: RdataCodec<Tlsa> = {
  code: 52,
  read: (reader) => ({
    certificateUsage: reader.u8(),
    selector: reader.u8(),
    matchingType: reader.u8(),
    certificateAssociationData: reader.octets(reader.remaining),
  }),
  write: (writer, { certificateUsage, selector, matchingType, certificateAssociationData }) => {
    writer.u8(certificateUsage);
    writer.u8(selector);
    writer.u8(matchingType);
    writer.octets(certificateAssociationData);
  },
};

export const tlsaText: RdataText<Tlsa> = {
  parse: (fields) => ({
    certificateUsage: fields.integer(0xff),
    selector: fields.integer(0xff),
    matchingType: fields.integer(0xff),
    certificateAssociationData: fields.hex(),
  }),
  print: ({ certificateUsage, selector, matchingType, certificateAssociationData }) =>
    certificateAssociationData.length === 0
      ? undefined
      : `${certificateUsage} ${selector} ${matchingType} ${printHex(certificateAssociationData)}`,
};
