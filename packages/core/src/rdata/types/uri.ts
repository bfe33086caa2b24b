import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { printQuoted } from '../character-string.ts';

/** The URI of a service (RFC 7553 4). */
export interface Uri {
  /** Lower values are tried first. */
  readonly priority: number;
  /** The share among targets of the same priority. */
  readonly weight: number;
  /** At least one octet. */
  readonly target: Uint8Array;
}

export const uri: RdataCodec<Uri> = {
  code: 256,
  read: (reader) => {
    const [priority, weight] = [reader.u16(), reader.u16()];
    if (reader.remaining === 0) throw reader.error('an empty URI');
    return { priority, weight, target: reader.octets(reader.remaining) };
  },
  write: (writer, { priority, weight, target }) => {
    if (target.length === 0) throw new RangeError('an empty URI');
    writer.u16(priority);
    writer.u16(weight);
    writer.octets(target);
  },
};

export const uriText: RdataText<Uri> = {
  parse: (fields) => {
    const rdata = {
      priority: fields.integer(0xffff),
      weight: fields.integer(0xffff),
      target: fields.octets(),
    };
    if (rdata.target.length === 0) throw new ParseError('an empty URI');
    return rdata;
  },
  print: ({ priority, weight, target }) => `${priority} ${weight} ${printQuoted(target)}`,
};
