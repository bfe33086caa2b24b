import type { RdataCodec, RdataText } from '../codec.ts';
import { algorithmNumbers } from '../dnssec-numbers.ts';
import { printMnemonic } from '../mnemonics.ts';
import { printBase64 } from '../octets-text.ts';

/** A certificate or a revocation list (RFC 4398 2). */
export interface Cert {
  /** The kind of certificate (RFC 4398 2.1). */
  readonly type: number;
  /** 0 where the certificate has no key of a DNSSEC algorithm. */
  readonly keyTag: number;
  /** As in a DNSKEY record; 0 where the algorithm has no number there. */
  readonly algorithm: number;
  /** At least one octet. */
  readonly certificate: Uint8Array;
}

/** IANA: CERT Resource Record (RR) Certificate Types. */
const CERTIFICATE_TYPES: Readonly<Record<string, number>> = {
  PKIX: 1,
  SPKI: 2,
  PGP: 3,
  IPKIX: 4,
  ISPKI: 5,
  IPGP: 6,
  ACPKIX: 7,
  IACPKIX: 8,
  URI: 253,
  OID: 254,
};
/** Numbers from here on stand for no algorithm of their own, so that their mnemonic says more (RFC 4034 A.1). */
const INDIRECT = 252;

export const cert: RdataCodec<Cert> = {
  code: 37,
  read: (reader) => {
    const [type, keyTag, algorithm] = [reader.u16(), reader.u16(), reader.u8()];
    if (reader.remaining === 0) throw reader.error('an empty certificate');
    return { type, keyTag, algorithm, certificate: reader.octets(reader.remaining) };
  },
  write: (writer, { type, keyTag, algorithm, certificate }) => {
    if (certificate.length === 0) throw new RangeError('an empty certificate');
    writer.u16(type);
    writer.u16(keyTag);
    writer.u8(algorithm);
    writer.octets(certificate);
  },
};

export const certText: RdataText<Cert> = {
  parse: (fields) => ({
    type: fields.mnemonic(CERTIFICATE_TYPES, 0xffff),
    keyTag: fields.integer(0xffff),
    algorithm: fields.mnemonic(algorithmNumbers, 0xff),
    certificate: fields.base64(),
  }),
  print: ({ type, keyTag, algorithm, certificate }) =>
    [
      printMnemonic(CERTIFICATE_TYPES, type),
      keyTag,
      algorithm < INDIRECT ? algorithm : printMnemonic(algorithmNumbers, algorithm),
      printBase64(certificate),
    ].join(' '),
};
