import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** Who is responsible for the name (RFC 1183 2.2). The root stands for nobody and nothing. */
export interface Rp {
  /** A mailbox, its first label the local part. */
  readonly mboxDname: Name;
  /** Where TXT records on the person are. */
  readonly txtDname: Name;
}

export const rp: RdataCodec<Rp> = {
  code: 17,
  // RFC 3597 4 has receivers take compressed ones.
  read: (reader) => ({ mboxDname: readName(reader), txtDname: readName(reader) }),
  write: (writer, { mboxDname, txtDname }) => {
    writeFoldedName(writer, mboxDname);
    writeFoldedName(writer, txtDname);
  },
};

export const rpText: RdataText<Rp> = {
  parse: (fields) => ({ mboxDname: fields.name(), txtDname: fields.name() }),
  print: ({ mboxDname, txtDname }) => `${mboxDname} ${txtDname}`,
};
