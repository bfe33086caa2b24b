import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { printHex } from '../octets-text.ts';

/** The digest of a whole zone (RFC 8976 2.2). */
export interface Zonemd {
  /** The serial of the SOA record of the zone that was digested. */
  readonly serial: number;
  /** How the zone is put together for its digest: 1 is SIMPLE. */
  readonly scheme: number;
  /** 1 is SHA-384, 2 is SHA-512. */
  readonly hashAlgorithm: number;
  readonly digest: Uint8Array;
}

/** The octets of each digest (RFC 8976 5.3). Other algorithms may have any. */
const DIGEST_OCTETS: readonly (number | undefined)[] = [undefined, 48, 64];
/** Schemes from here to 254 are for private use (RFC 8976 5.2): what their digests are is not known. */
const FIRST_PRIVATE_SCHEME = 240;

export const zonemd: RdataCodec<Zonemd> = {
  code: 63,
  read: (reader) => {
    const [serial, scheme, hashAlgorithm] = [reader.u32(), reader.u8(), reader.u8()];
    const start = reader.offset;
    const rdata = { serial, scheme, hashAlgorithm, digest: reader.octets(reader.remaining) };
    if (!fitsAlgorithm(rdata)) throw reader.error(badDigest(rdata), start);
    return rdata;
  },
  write: (writer, rdata) => {
    if (!fitsAlgorithm(rdata)) throw new RangeError(badDigest(rdata));
    writer.u32(rdata.serial);
    writer.u8(rdata.scheme);
    writer.u8(rdata.hashAlgorithm);
    writer.octets(rdata.digest);
  },
};

export const zonemdText: RdataText<Zonemd> = {
  parse: (fields) => {
    const rdata = {
      serial: fields.integer(0xffff_ffff),
      scheme: fields.integer(0xff),
      hashAlgorithm: fields.integer(0xff),
      digest: fields.hex(),
    };
    if (isReserved(rdata)) throw new ParseError('scheme 0 and hash algorithm 0 are reserved');
    if (!fitsAlgorithm(rdata)) throw new ParseError(badDigest(rdata));
    return rdata;
  },
  print: (rdata) => {
    if (isReserved(rdata)) return undefined;
    const { serial, scheme, hashAlgorithm, digest } = rdata;
    return `${serial} ${scheme} ${hashAlgorithm} ${printHex(digest)}`;
  },
};

function isReserved({ scheme, hashAlgorithm }: Zonemd): boolean {
  return scheme === 0 || hashAlgorithm === 0;
}

function fitsAlgorithm({ scheme, hashAlgorithm, digest }: Zonemd): boolean {
  const octets = scheme < FIRST_PRIVATE_SCHEME ? DIGEST_OCTETS[hashAlgorithm] : undefined;
  return octets === undefined ? digest.length > 0 : digest.length === octets;
}

function badDigest({ hashAlgorithm, digest }: Zonemd): string {
  return `a digest of ${digest.length} octets for algorithm ${hashAlgorithm}`;
}
