import { ParseError } from '../../errors/index.ts';
import { printHex } from '../octets-text.ts';
import type { Reader, Writer } from '../../wire/index.ts';
import type { CompleteRdataText, RdataCodec } from '../codec.ts';

/** The rdata of a type that has no codec here, as it came (RFC 3597). */
export interface UnknownRdata {
  readonly data: Uint8Array;
}

/** The codec of a code point whose rdata is taken as octets. */
export function unknown(code: number): RdataCodec<UnknownRdata> {
  return { code, read: readUnknown, write: writeUnknown };
}

function readUnknown(reader: Reader): UnknownRdata {
  return { data: reader.octets(reader.remaining) };
}

function writeUnknown(writer: Writer, { data }: UnknownRdata): void {
  writer.octets(data);
}

/** The generic form `\# LENGTH HEX` (RFC 3597 5), which every type may be written in. */
export const unknownText: CompleteRdataText<UnknownRdata> = {
  parse: (fields) => {
    if (fields.word() !== '\\#')
      throw new ParseError('rdata of an unknown type must be written as \\# LENGTH HEX');
    const length = fields.integer(0xffff);
    const data = length === 0 && !fields.more ? new Uint8Array() : fields.hex();
    if (data.length !== length) throw new ParseError(`${length} octets announced, ${data.length} written`);
    return { data };
  },
  print: ({ data }) => `\\# ${data.length}${data.length === 0 ? '' : ` ${printHex(data)}`}`,
};
