import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** Who is responsible for a mailing list (RFC 1035 3.3.7). The root stands for nobody. */
export interface Minfo {
  /** The mailbox of the person responsible. */
  readonly rmailbx: Name;
  /** The mailbox that errors go to. */
  readonly emailbx: Name;
}

export const minfo: RdataCodec<Minfo> = {
  code: 14,
  read: (reader) => ({ rmailbx: readName(reader), emailbx: readName(reader) }),
  write: (writer, { rmailbx, emailbx }) => {
    writeCompressedName(writer, rmailbx);
    writeCompressedName(writer, emailbx);
  },
};

export const minfoText: RdataText<Minfo> = {
  parse: (fields) => ({ rmailbx: fields.name(), emailbx: fields.name() }),
  print: ({ rmailbx, emailbx }) => `${rmailbx} ${emailbx}`,
};
