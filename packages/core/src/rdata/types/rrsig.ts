import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { algorithmNumbers } from '../dnssec-numbers.ts';
import { printBase64 } from '../octets-text.ts';
import type { RecordType } from '../rdata-by-type.ts';
import { parseTimestamp, printTimestamp } from '../timestamp.ts';

/** The signature over an RRset (RFC 4034 3.1). */
export interface Rrsig {
  readonly typeCovered: RecordType;
  readonly algorithm: number;
  /** The labels of the owner, without the root and a wildcard. */
  readonly labels: number;
  /** In seconds. */
  readonly originalTtl: number;
  /** In seconds since 1970, modulo 2^32: compared in serial number arithmetic (RFC 4034 3.1.5). */
  readonly signatureExpiration: number;
  /** As `signatureExpiration`. */
  readonly signatureInception: number;
  readonly keyTag: number;
  readonly signerName: Name;
  readonly signature: Uint8Array;
}

export const rrsig: RdataCodec<Rrsig> = {
  code: 46,
  read: (reader, types) => ({
    typeCovered: types.nameOf(reader.u16()),
    algorithm: reader.u8(),
    labels: reader.u8(),
    originalTtl: reader.u32(),
    signatureExpiration: reader.u32(),
    signatureInception: reader.u32(),
    keyTag: reader.u16(),
    // RFC 3597 4 has receivers take a compressed one.
    signerName: readName(reader),
    signature: reader.octets(reader.remaining),
  }),
  write: (writer, rrsig, types) => {
    writer.u16(types.codeOf(rrsig.typeCovered));
    writer.u8(rrsig.algorithm);
    writer.u8(rrsig.labels);
    writer.u32(rrsig.originalTtl);
    writer.u32(rrsig.signatureExpiration);
    writer.u32(rrsig.signatureInception);
    writer.u16(rrsig.keyTag);
    writeFoldedName(writer, rrsig.signerName);
    writer.octets(rrsig.signature);
  },
};

export const rrsigText: RdataText<Rrsig> = {
  parse: (fields) => ({
    typeCovered: fields.type(),
    algorithm: fields.mnemonic(algorithmNumbers, 0xff),
    labels: fields.integer(0xff),
    originalTtl: fields.seconds(),
    signatureExpiration: parseTimestamp(fields),
    signatureInception: parseTimestamp(fields),
    keyTag: fields.integer(0xffff),
    signerName: fields.name(),
    signature: fields.base64(),
  }),
  print: (rrsig) => {
    if (rrsig.signature.length === 0) return undefined;
    return [
      rrsig.typeCovered,
      rrsig.algorithm,
      rrsig.labels,
      rrsig.originalTtl,
      printTimestamp(rrsig.signatureExpiration),
      printTimestamp(rrsig.signatureInception),
      rrsig.keyTag,
      rrsig.signerName,
      printBase64(rrsig.signature),
    ].join(' ');
  },
};
