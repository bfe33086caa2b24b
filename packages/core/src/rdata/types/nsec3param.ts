import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';
import { parseHex, printHex } from '../octets-text.ts';

/** How owner names are hashed for NSEC3 records (RFC 5155 4.2). */
export interface Nsec3param {
  readonly hashAlgorithm: number;
  readonly flags: number;
  readonly iterations: number;
  /** Up to 255 octets. */
  readonly salt: Uint8Array;
}

export const nsec3param: RdataCodec<Nsec3param> = {
  code: 51,
  read: (reader) => ({
    hashAlgorithm: reader.u8(),
    flags: reader.u8(),
    iterations: reader.u16(),
    salt: reader.characterString(),
  }),
  write: (writer, { hashAlgorithm, flags, iterations, salt }) => {
    writer.u8(hashAlgorithm);
    writer.u8(flags);
    writer.u16(iterations);
    writer.characterString(salt);
  },
};

export const nsec3paramText: RdataText<Nsec3param> = {
  parse: (fields) => ({
    hashAlgorithm: fields.integer(0xff),
    flags: fields.integer(0xff),
    iterations: fields.integer(0xffff),
    salt: parseSalt(fields),
  }),
  print: ({ hashAlgorithm, flags, iterations, salt }) =>
    `${hashAlgorithm} ${flags} ${iterations} ${salt.length === 0 ? '-' : printHex(salt)}`,
};

/** One field of hexadecimal digits, `-` where there is no salt (RFC 5155 3.3). */
function parseSalt(fields: RdataFields): Uint8Array {
  const text = fields.word();
  const salt = text === '-' ? new Uint8Array() : parseHex(text);
  if (salt.length > 0xff) throw new ParseError('a salt over 255 octets');
  return salt;
}
