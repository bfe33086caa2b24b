import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { sameForm } from '../same-form.ts';

/** A mail destination (MD), a mail forwarder (MF), both replaced by MX, or the host of a mailbox (MB) (RFC 1035 3.3.4, 3.3.5, 3.3.3). */
export interface Md {
  readonly madname: Name;
}

export const md: RdataCodec<Md> = {
  code: 3,
  read: (reader) => ({ madname: readName(reader) }),
  write: (writer, { madname }) => writeCompressedName(writer, madname),
};

export const mf: RdataCodec<Md> = /* @__PURE__ */ sameForm(4, md);
export const mb: RdataCodec<Md> = /* @__PURE__ */ sameForm(7, md);

export const mdText: RdataText<Md> = {
  parse: (fields) => ({ madname: fields.name() }),
  print: ({ madname }) => madname.toString(),
};
