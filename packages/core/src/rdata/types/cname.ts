import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The canonical name of an alias (RFC 1035 3.3.1). */
export interface Cname {
  /** The name that the owner is an alias of. */
  readonly cname: Name;
}

export const cname: RdataCodec<Cname> = {
  code: 5,
  read: (reader) => ({ cname: readName(reader) }),
  write: (writer, { cname }) => writeCompressedName(writer, cname),
};

export const cnameText: RdataText<Cname> = {
  parse: (fields) => ({ cname: fields.name() }),
  print: ({ cname }) => cname.toString(),
};
