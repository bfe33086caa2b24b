import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { parseHex, printHex } from '../octets-text.ts';

/** An address of the Open Systems Interconnection's network layer (RFC 1706 5). */
export interface Nsap {
  readonly nsap: Uint8Array;
}

export const nsap: RdataCodec<Nsap> = {
  code: 22,
  read: (reader) => ({ nsap: reader.octets(reader.remaining) }),
  write: (writer, { nsap }) => writer.octets(nsap),
};

/** `0x` and hexadecimal digits, with points between them as one likes (RFC 1706 7). */
export const nsapText: RdataText<Nsap> = {
  parse: (fields) => {
    const text = fields.word();
    if (!/^0x/i.test(text))
      throw new ParseError(`an NSAP that does not begin with 0x: ${JSON.stringify(text)}`);
    return { nsap: parseHex(text.slice(2).replaceAll('.', '')) };
  },
  print: ({ nsap }) => `0x${printHex(nsap)}`,
};
