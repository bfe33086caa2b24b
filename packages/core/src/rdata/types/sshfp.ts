import type { RdataCodec, RdataText } from '../codec.ts';
import { printHex } from '../octets-text.ts';

/** The fingerprint of an SSH host key (RFC 4255 3.1). */
export interface Sshfp {
  readonly algorithm: number;
  readonly fingerprintType: number;
  readonly fingerprint: Uint8Array;
}

export const sshfp: RdataCodec<Sshfp> = {
  code: 44,
  read: (reader) => ({
    algorithm: reader.u8(),
    fingerprintType: reader.u8(),
    fingerprint: reader.octets(reader.remaining),
  }),
  write: (writer, { algorithm, fingerprintType, fingerprint }) => {
    writer.u8(algorithm);
    writer.u8(fingerprintType);
    writer.octets(fingerprint);
  },
};

export const sshfpText: RdataText<Sshfp> = {
  parse: (fields) => ({
    algorithm: fields.integer(0xff),
    fingerprintType: fields.integer(0xff),
    fingerprint: fields.hex(),
  }),
  print: ({ algorithm, fingerprintType, fingerprint }) =>
    fingerprint.length === 0 ? undefined : `${algorithm} ${fingerprintType} ${printHex(fingerprint)}`,
};
