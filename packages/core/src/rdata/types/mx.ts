import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A mail exchange (RFC 1035 3.3.9). */
export interface Mx {
  /** Lower values are preferred. */
  readonly preference: number;
  readonly exchange: Name;
}

export const mx: RdataCodec<Mx> = {
  code: 15,
  read: (reader) => ({ preference: reader.u16(), exchange: readName(reader) }),
  write: (writer, { preference, exchange }) => {
    writer.u16(preference);
    writeCompressedName(writer, exchange);
  },
};

export const mxText: RdataText<Mx> = {
  parse: (fields) => ({ preference: fields.integer(0xffff), exchange: fields.name() }),
  print: ({ preference, exchange }) => `${preference} ${exchange}`,
};
