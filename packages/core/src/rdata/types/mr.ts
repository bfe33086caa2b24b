import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The new name of a mailbox (RFC 1035 3.3.8). */
export interface Mr {
  readonly newname: Name;
}

export const mr: RdataCodec<Mr> = {
  code: 9,
  read: (reader) => ({ newname: readName(reader) }),
  write: (writer, { newname }) => writeCompressedName(writer, newname),
};

export const mrText: RdataText<Mr> = {
  parse: (fields) => ({ newname: fields.name() }),
  print: ({ newname }) => newname.toString(),
};
