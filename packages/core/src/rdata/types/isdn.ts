import { printQuoted } from '../character-string.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The telephone number in the Integrated Service Digital Network (RFC 1183 3.2). Each field has up to 255 octets. */
export interface Isdn {
  /** The number and, where there is one, the extension. */
  readonly isdnAddress: Uint8Array;
  /** The subaddress, where there is one. */
  readonly sa?: Uint8Array;
}

export const isdn: RdataCodec<Isdn> = {
  code: 20,
  read: (reader) => {
    const isdnAddress = reader.characterString();
    return reader.remaining === 0 ? { isdnAddress } : { isdnAddress, sa: reader.characterString() };
  },
  write: (writer, { isdnAddress, sa }) => {
    writer.characterString(isdnAddress);
    if (sa !== undefined) writer.characterString(sa);
  },
};

export const isdnText: RdataText<Isdn> = {
  parse: (fields) => {
    const isdnAddress = fields.characterString();
    return fields.more ? { isdnAddress, sa: fields.characterString() } : { isdnAddress };
  },
  print: ({ isdnAddress, sa }) =>
    sa === undefined ? printQuoted(isdnAddress) : `${printQuoted(isdnAddress)} ${printQuoted(sa)}`,
};
