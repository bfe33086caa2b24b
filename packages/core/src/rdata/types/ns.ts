import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A name server of the zone (RFC 1035 3.3.11). */
export interface Ns {
  /** The host that serves the zone. */
  readonly nsdname: Name;
}

export const ns: RdataCodec<Ns> = {
  code: 2,
  read: (reader) => ({ nsdname: readName(reader) }),
  write: (writer, { nsdname }) => writeCompressedName(writer, nsdname),
};

export const nsText: RdataText<Ns> = {
  parse: (fields) => ({ nsdname: fields.name() }),
  print: ({ nsdname }) => nsdname.toString(),
};
