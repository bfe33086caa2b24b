import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A mail destination (MD), a mail forwarder (MF), both replaced by MX, or the host of a mailbox (MB) (RFC 1035 3.3.4, 3.3.5, 3.3.3). */
export interface Md {
  readonly madname: Name;
}

export const md: RdataCodec<Md> = {
  code: 3,
  read: (reader) => ({ madname: readName(reader) }),
  write: (writer, { madname }) => writeCompressedName(writer, madname),
};

export const mf: RdataCodec<Md> = { code: 4, read: md.read, write: md.write };
export const mb: RdataCodec<Md> = { code: 7, read: md.read, write: md.write };

export const mdText: RdataText<Md> = {
  parse: (fields) => ({ madname: fields.name() }),
  print: ({ madname }) => madname.toString(),
};
