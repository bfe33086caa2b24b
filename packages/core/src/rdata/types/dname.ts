import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** Another subtree that the names below the owner are aliases into (RFC 6672 2.1). */
export interface Dname {
  readonly target: Name;
}

export const dname: RdataCodec<Dname> = {
  code: 39,
  // A compressed target must not be sent (RFC 6672 2.5), but is taken as that of SRV is.
  read: (reader) => ({ target: readName(reader) }),
  write: (writer, { target }) => writeFoldedName(writer, target),
};

export const dnameText: RdataText<Dname> = {
  parse: (fields) => ({ target: fields.name() }),
  print: ({ target }) => target.toString(),
};
