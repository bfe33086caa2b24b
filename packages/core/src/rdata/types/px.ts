import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** Domains of the Internet's mail and of X.400 that are the same (RFC 2163 4). */
export interface Px {
  /** Lower values are preferred. */
  readonly preference: number;
  /** In the Internet's mail (RFC 822). */
  readonly map822: Name;
  /** In X.400. */
  readonly mapx400: Name;
}

export const px: RdataCodec<Px> = {
  code: 26,
  // RFC 3597 4 has receivers take compressed ones.
  read: (reader) => ({ preference: reader.u16(), map822: readName(reader), mapx400: readName(reader) }),
  write: (writer, { preference, map822, mapx400 }) => {
    writer.u16(preference);
    writeFoldedName(writer, map822);
    writeFoldedName(writer, mapx400);
  },
};

export const pxText: RdataText<Px> = {
  parse: (fields) => ({ preference: fields.integer(0xffff), map822: fields.name(), mapx400: fields.name() }),
  print: ({ preference, map822, mapx400 }) => `${preference} ${map822} ${mapx400}`,
};
