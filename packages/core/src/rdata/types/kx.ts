import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A host that exchanges keys for this one (RFC 2230 3). */
export interface Kx {
  /** Lower values are preferred. */
  readonly preference: number;
  readonly exchanger: Name;
}

export const kx: RdataCodec<Kx> = {
  code: 36,
  // A compressed exchanger must not be sent (RFC 2230 3.1), but is taken as the target of SRV is.
  read: (reader) => ({ preference: reader.u16(), exchanger: readName(reader) }),
  write: (writer, { preference, exchanger }) => {
    writer.u16(preference);
    writeFoldedName(writer, exchanger);
  },
};

export const kxText: RdataText<Kx> = {
  parse: (fields) => ({ preference: fields.integer(0xffff), exchanger: fields.name() }),
  print: ({ preference, exchanger }) => `${preference} ${exchanger}`,
};
