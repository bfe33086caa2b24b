import { ParseError } from '../errors/index.ts';
import type { RdataCodec, RdataText } from './codec.ts';

/** The rdata of a type that has no codec here, as it came (RFC 3597). */
export interface UnknownRdata {
  readonly data: Uint8Array;
}

export const unknown: RdataCodec<UnknownRdata> = {
  read: (reader) => ({ data: reader.octets(reader.remaining) }),
  write: (writer, { data }) => writer.octets(data),
};

/** The generic form `\# LENGTH HEX` (RFC 3597 5), which every type may be written in. */
export const unknownText: RdataText<UnknownRdata> = {
  parse: (fields) => {
    if (fields.word() !== '\\#')
      throw new ParseError('rdata of an unknown type must be written as \\# LENGTH HEX');
    const length = fields.integer(0xffff);
    const data = length === 0 && !fields.more ? new Uint8Array() : fields.hex();
    if (data.length !== length) throw new ParseError(`${length} octets announced, ${data.length} written`);
    return { data };
  },
  print: ({ data }) => {
    const hex = Array.from(data, (octet) => octet.toString(16).padStart(2, '0')).join('');
    return `\\# ${data.length}${hex === '' ? '' : ` ${hex}`}`;
  },
};
