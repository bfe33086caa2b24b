import type { RdataCodec, RdataText } from '../codec.ts';
import {
  parseTypeBitmap,
  printWithTypes,
  readTypeBitmap,
  type TypeBitmap,
  writeTypeBitmap,
} from '../type-bitmap.ts';

/** Which of its records the child zone wants in its parent (RFC 7477 2.1). */
export interface Csync {
  /** The serial of the child's SOA record that this one is of. */
  readonly soaSerial: number;
  /** Bit 1 is "immediate", bit 2 "soaminimum". */
  readonly flags: number;
  readonly typeBitMap: TypeBitmap;
}

export const csync: RdataCodec<Csync> = {
  code: 62,
  read: (reader, types) => ({
    soaSerial: reader.u32(),
    flags: reader.u16(),
    typeBitMap: readTypeBitmap(reader, types),
  }),
  write: (writer, { soaSerial, flags, typeBitMap }) => {
    writer.u32(soaSerial);
    writer.u16(flags);
    writeTypeBitmap(writer, typeBitMap);
  },
};

export const csyncText: RdataText<Csync> = {
  parse: (fields) => ({
    soaSerial: fields.integer(0xffff_ffff),
    flags: fields.integer(0xffff),
    typeBitMap: parseTypeBitmap(fields),
  }),
  print: ({ soaSerial, flags, typeBitMap }) => printWithTypes([soaSerial, flags], typeBitMap),
};
