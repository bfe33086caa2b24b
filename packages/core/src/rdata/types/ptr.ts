import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** A pointer to another name (RFC 1035 3.3.12). */
export interface Ptr {
  /** The name pointed to. */
  readonly ptrdname: Name;
}

export const ptr: RdataCodec<Ptr> = {
  code: 12,
  read: (reader) => ({ ptrdname: readName(reader) }),
  write: (writer, { ptrdname }) => writeCompressedName(writer, ptrdname),
};

export const ptrText: RdataText<Ptr> = {
  parse: (fields) => ({ ptrdname: fields.name() }),
  print: ({ ptrdname }) => ptrdname.toString(),
};
