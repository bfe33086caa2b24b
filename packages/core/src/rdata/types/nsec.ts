import { type Name, readName, writeName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import type { RecordType } from '../rdata-by-type.ts';
import { parseTypeBitmap, readTypeBitmap, writeTypeBitmap } from '../type-bitmap.ts';

/** The next owner in the zone, and the types that there are at this one (RFC 4034 4.1). */
export interface Nsec {
  readonly nextDomainName: Name;
  /** Ascending by code. */
  readonly typeBitMaps: readonly RecordType[];
}

export const nsec: RdataCodec<Nsec> = {
  code: 47,
  read: (reader, types) => ({
    nextDomainName: readName(reader),
    typeBitMaps: readTypeBitmap(reader, types),
  }),
  // Its case stays in the canonical form, too (RFC 6840 5.1).
  write: (writer, { nextDomainName, typeBitMaps }, types) => {
    writeName(writer, nextDomainName);
    writeTypeBitmap(writer, typeBitMaps, types);
  },
};

export const nsecText: RdataText<Nsec> = {
  parse: (fields) => ({ nextDomainName: fields.name(), typeBitMaps: parseTypeBitmap(fields) }),
  print: ({ nextDomainName, typeBitMaps }) => [nextDomainName, ...typeBitMaps].join(' '),
};
