import { type Name, readName, writeName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The name of the host with an NSAP, which the owner spells out (RFC 1348 3). PTR took its place (RFC 1706 6). */
export interface NsapPtr {
  readonly ptrdname: Name;
}

export const nsapPtr: RdataCodec<NsapPtr> = {
  code: 23,
  read: (reader) => ({ ptrdname: readName(reader) }),
  write: (writer, { ptrdname }) => writeName(writer, ptrdname),
};

export const nsapPtrText: RdataText<NsapPtr> = {
  parse: (fields) => ({ ptrdname: fields.name() }),
  print: ({ ptrdname }) => ptrdname.toString(),
};
