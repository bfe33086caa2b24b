import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import { u16At, u32At } from '../../wire/index.ts';
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

/** What stands before the signer's name. */
const FIXED_OCTETS = 18;

export const rrsig: RdataCodec<Rrsig> = {
  code: 46,
  read: (reader, types) => {
    const at = reader.take(FIXED_OCTETS);
    const { bytes } = reader;
    return {
      typeCovered: types.nameOf(u16At(bytes, at)),
      algorithm: bytes[at + 2] as number,
      labels: bytes[at + 3] as number,
      originalTtl: u32At(bytes, at + 4),
      signatureExpiration: u32At(bytes, at + 8),
      signatureInception: u32At(bytes, at + 12),
      keyTag: u16At(bytes, at + 16),
      // RFC 3597 4 has receivers take a compressed one.
      signerName: readName(reader),
      signature: reader.octets(reader.remaining),
    };
  },
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
