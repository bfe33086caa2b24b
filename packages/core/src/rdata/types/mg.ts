import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A member of a mail group (RFC 1035 3.3.6). */
export interface Mg {
  /** A mailbox, its first label the local part. */
  readonly mgmname: Name;
}

export const mg: RdataCodec<Mg> = {
  code: 8,
  read: (reader) => ({ mgmname: readName(reader) }),
  write: (writer, { mgmname }) => writeCompressedName(writer, mgmname),
};

export const mgText: RdataText<Mg> = {
  parse: (fields) => ({ mgmname: fields.name() }),
  print: ({ mgmname }) => mgmname.toString(),
};
