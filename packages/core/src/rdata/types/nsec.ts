import { type Name, readName, writeName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import {
  parseTypeBitmap,
  printWithTypes,
  readTypeBitmap,
  type TypeBitmap,
  writeTypeBitmap,
} from '../type-bitmap.ts';

/** The next owner in the zone, and the types that there are at this one (RFC 4034 4.1). */
export interface Nsec {
  readonly nextDomainName: Name;
  readonly typeBitMaps: TypeBitmap;
}

export const nsec: RdataCodec<Nsec> = {
  code: 47,
  read: (reader, types) => ({
    nextDomainName: readName(reader),
    typeBitMaps: readTypeBitmap(reader, types),
  }),
  // Its case stays in the canonical form, too (RFC 6840 5.1).
  write: (writer, { nextDomainName, typeBitMaps }) => {
    writeName(writer, nextDomainName);
    writeTypeBitmap(writer, typeBitMaps);
  },
};

export const nsecText: RdataText<Nsec> = {
  parse: (fields) => ({ nextDomainName: fields.name(), typeBitMaps: parseTypeBitmap(fields) }),
  print: ({ nextDomainName, typeBitMaps }) => printWithTypes([nextDomainName], typeBitMaps),
};
