import { printQuoted } from '../character-string.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The address in a Public Switched Data Network (RFC 1183 3.1). */
export interface X25 {
  /** Digits (ITU-T X.121), up to 255 octets. */
  readonly psdnAddress: Uint8Array;
}

export const X25: RdataCodec<X25> = {
  code: 19,
  read: (reader) => ({ psdnAddress: reader.characterString() }),
  write: (writer, { psdnAddress }) => writer.characterString(psdnAddress),
};

export const x25Text: RdataText<X25> = {
  parse: (fields) => ({ psdnAddress: fields.characterString() }),
  print: ({ psdnAddress }) => printQuoted(psdnAddress),
};
