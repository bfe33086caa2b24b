import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';
import { algorithmNumbers } from '../dnssec-numbers.ts';
import { printHex } from '../octets-text.ts';

/** The digest of a DNSKEY record of the child zone (RFC 4034 5.1). */
export interface Ds {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

/** The octets of each digest (RFC 4034 A.2, RFC 4509 2.1, RFC 5933 4, RFC 6605 2). Other types may have any. */
const DIGEST_OCTETS: ReadonlyMap<number, number> = new Map([
  [1, 20],
  [2, 32],
  [3, 32],
  [4, 48],
]);

export const ds: RdataCodec<Ds> = {
  code: 43,
  read: (reader) => {
    const [keyTag, algorithm, digestType] = [reader.u16(), reader.u8(), reader.u8()];
    const start = reader.offset;
    const digest = reader.octets(reader.remaining);
    if (!fitsDigestType(digestType, digest)) throw reader.error(badDigest(digestType, digest), start);
    return { keyTag, algorithm, digestType, digest };
  },
  write: (writer, { keyTag, algorithm, digestType, digest }) => {
    if (!fitsDigestType(digestType, digest)) throw new RangeError(badDigest(digestType, digest));
    writer.u16(keyTag);
    writer.u8(algorithm);
    writer.u8(digestType);
    writer.octets(digest);
  },
};

export const dsText: RdataText<Ds> = {
  parse: (fields) => {
    const rdata = parseDsFields(fields);
    if (rdata.digestType === 0) throw new ParseError('digest type 0 is reserved');
    return rdata;
  },
  print: (rdata) => (rdata.digestType === 0 ? undefined : printDsFields(rdata)),
};

/** The fields of DS and of the types that have its form. */
export function parseDsFields(fields: RdataFields): Ds {
  const keyTag = fields.integer(0xffff);
  const algorithm = fields.mnemonic(algorithmNumbers, 0xff);
  const digestType = fields.integer(0xff);
  const digest = fields.hex();
  if (!fitsDigestType(digestType, digest)) throw new ParseError(badDigest(digestType, digest));
  return { keyTag, algorithm, digestType, digest };
}

export function printDsFields({ keyTag, algorithm, digestType, digest }: Ds): string | undefined {
  return digest.length === 0 ? undefined : `${keyTag} ${algorithm} ${digestType} ${printHex(digest)}`;
}

function fitsDigestType(digestType: number, digest: Uint8Array): boolean {
  return (DIGEST_OCTETS.get(digestType) ?? digest.length) === digest.length;
}

function badDigest(digestType: number, digest: Uint8Array): string {
  return `a digest of ${digest.length} octets for type ${digestType}`;
}
