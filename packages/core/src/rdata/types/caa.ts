import { ParseError } from '../../errors/index.ts';
import { encodeUtf8 } from '../../wire/utf8.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { printQuoted } from '../character-string.ts';

/** Which certification authorities may issue for the name (RFC 8659 4.1). */
export interface Caa {
  /** Bit 128 is "issuer critical". */
  readonly flags: number;
  /** The property, `issue` for example: ASCII letters and digits, compared without case. */
  readonly tag: string;
  readonly value: Uint8Array;
}

const TAG = /^[0-9A-Za-z]{1,255}$/;

export const caa: RdataCodec<Caa> = {
  code: 257,
  read: (reader) => {
    const flags = reader.u8();
    const tagOffset = reader.offset;
    const tag = String.fromCharCode(...reader.characterString());
    if (!TAG.test(tag)) throw reader.error('a CAA tag that is not letters and digits', tagOffset);
    return { flags, tag, value: reader.octets(reader.remaining) };
  },
  write: (writer, { flags, tag, value }) => {
    if (!TAG.test(tag)) throw new RangeError(`the CAA tag ${JSON.stringify(tag)} is not letters and digits`);
    writer.u8(flags);
    writer.characterString(encodeUtf8(tag));
    writer.octets(value);
  },
};

export const caaText: RdataText<Caa> = {
  parse: (fields) => {
    const flags = fields.integer(0xff);
    const tag = fields.word();
    if (!TAG.test(tag)) throw new ParseError(`the CAA tag ${JSON.stringify(tag)} is not letters and digits`);
    return { flags, tag, value: fields.octets() };
  },
  print: ({ flags, tag, value }) => `${flags} ${tag} ${printQuoted(value)}`,
};
