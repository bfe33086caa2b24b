import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';
import { parseBase32Hex, printBase32Hex } from '../octets-text.ts';
import {
  parseTypeBitmap,
  printWithTypes,
  readTypeBitmap,
  type TypeBitmap,
  writeTypeBitmap,
} from '../type-bitmap.ts';
import { type Nsec3param, nsec3param, nsec3paramText } from './nsec3param.ts';

/** The next hashed owner in the zone, and the types that there are at the one hashed here (RFC 5155 3.1). */
export interface Nsec3 extends Nsec3param {
  /** 1 to 255 octets. */
  readonly nextHashedOwnerName: Uint8Array;
  readonly typeBitMaps: TypeBitmap;
}

export const nsec3: RdataCodec<Nsec3> = {
  code: 50,
  read: (reader, types) => {
    const parameters = nsec3param.read(reader, types);
    const nextHashedOwnerName = reader.characterString();
    if (nextHashedOwnerName.length === 0) throw reader.error('an empty hash');
    return { ...parameters, nextHashedOwnerName, typeBitMaps: readTypeBitmap(reader, types) };
  },
  write: (writer, nsec3, types) => {
    nsec3param.write(writer, nsec3, types);
    writer.characterString(nsec3.nextHashedOwnerName);
    writeTypeBitmap(writer, nsec3.typeBitMaps);
  },
};

export const nsec3Text: RdataText<Nsec3> = {
  parse: (fields) => ({
    ...nsec3paramText.parse(fields),
    nextHashedOwnerName: parseHash(fields),
    typeBitMaps: parseTypeBitmap(fields),
  }),
  print: (nsec3) =>
    printWithTypes(
      [nsec3paramText.print(nsec3), printBase32Hex(nsec3.nextHashedOwnerName)],
      nsec3.typeBitMaps,
    ),
};

function parseHash(fields: RdataFields): Uint8Array {
  const hash = parseBase32Hex(fields.word());
  if (hash.length === 0 || hash.length > 0xff) throw new ParseError(`a hash of ${hash.length} octets`);
  return hash;
}
