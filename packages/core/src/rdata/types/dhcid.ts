import { ParseError } from '../../errors/index.ts';
import { Reader } from '../../wire/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { printBase64 } from '../octets-text.ts';

/** Which DHCP client a name belongs to (RFC 4701 3.3). */
export interface Dhcid {
  /** What the digest is of (RFC 4701 3.3). */
  readonly identifierType: number;
  /** 1 for SHA-256 (RFC 4701 3.4). */
  readonly digestType: number;
  readonly digest: Uint8Array;
}

const HEADER_OCTETS = 3;

export const dhcid: RdataCodec<Dhcid> = {
  code: 49,
  internetOnly: true,
  read: (reader) => ({
    identifierType: reader.u16(),
    digestType: reader.u8(),
    digest: reader.octets(reader.remaining),
  }),
  write: (writer, { identifierType, digestType, digest }) => {
    writer.u16(identifierType);
    writer.u8(digestType);
    writer.octets(digest);
  },
};

/** All three fields as one base64 text (RFC 4701 3.2). */
export const dhcidText: RdataText<Dhcid> = {
  parse: (fields) => {
    const octets = fields.base64();
    if (octets.length < HEADER_OCTETS) throw new ParseError(`a DHCID of ${octets.length} octets`);
    const reader = new Reader(octets);
    return {
      identifierType: reader.u16(),
      digestType: reader.u8(),
      digest: reader.octets(reader.remaining),
    };
  },
  print: ({ identifierType, digestType, digest }) =>
    printBase64(Uint8Array.of(identifierType >>> 8, identifierType & 0xff, digestType, ...digest)),
};
