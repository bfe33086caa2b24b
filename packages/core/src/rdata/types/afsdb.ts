import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A server of a distributed file system's cell (RFC 1183 1, RFC 5864 5). */
export interface Afsdb {
  /** 1 is an AFS volume location server, 2 a DCE name server. */
  readonly subtype: number;
  readonly hostname: Name;
}

export const afsdb: RdataCodec<Afsdb> = {
  code: 18,
  // RFC 3597 4 has receivers take a compressed one.
  read: (reader) => ({ subtype: reader.u16(), hostname: readName(reader) }),
  write: (writer, { subtype, hostname }) => {
    writer.u16(subtype);
    writeFoldedName(writer, hostname);
  },
};

export const afsdbText: RdataText<Afsdb> = {
  parse: (fields) => ({ subtype: fields.integer(0xffff), hostname: fields.name() }),
  print: ({ subtype, hostname }) => `${subtype} ${hostname}`,
};
