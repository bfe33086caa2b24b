import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { type Ds, ds, parseDsFields, printDsFields } from './ds.ts';

/**
 * The DS record that the child zone wants in its parent (RFC 7344 3.1): the fields of DS. Digest type 0 with one octet
 * asks the parent to delete its DS records (RFC 8078 4).
 */
export const cds: RdataCodec<Ds> = {
  code: 59,
  read: (reader, types) => {
    const start = reader.offset;
    const rdata = ds.read(reader, types);
    if (!isDeletionOrDigest(rdata)) throw reader.error('a deletion whose digest is not one octet', start);
    return rdata;
  },
  write: (writer, rdata, types) => {
    if (!isDeletionOrDigest(rdata)) throw new RangeError('a deletion whose digest is not one octet');
    ds.write(writer, rdata, types);
  },
};

export const cdsText: RdataText<Ds> = {
  parse: (fields) => {
    const rdata = parseDsFields(fields);
    if (!isDeletionOrDigest(rdata)) throw new ParseError('a deletion whose digest is not one octet');
    return rdata;
  },
  print: printDsFields,
};

function isDeletionOrDigest({ digestType, digest }: Ds): boolean {
  return digestType !== 0 || digest.length === 1;
}
