import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A host that routes to this one, which has no address of its own in the Internet (RFC 1183 3.3). */
export interface Rt {
  /** Lower values are preferred. */
  readonly preference: number;
  readonly intermediateHost: Name;
}

export const rt: RdataCodec<Rt> = {
  code: 21,
  // RFC 3597 4 has receivers take a compressed one.
  read: (reader) => ({ preference: reader.u16(), intermediateHost: readName(reader) }),
  write: (writer, { preference, intermediateHost }) => {
    writer.u16(preference);
    writeFoldedName(writer, intermediateHost);
  },
};

export const rtText: RdataText<Rt> = {
  parse: (fields) => ({ preference: fields.integer(0xffff), intermediateHost: fields.name() }),
  print: ({ preference, intermediateHost }) => `${preference} ${intermediateHost}`,
};
