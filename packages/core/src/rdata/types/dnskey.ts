import type { RdataCodec, RdataText } from '../codec.ts';
import { algorithmNumbers } from '../dnssec-numbers.ts';
import { printBase64 } from '../octets-text.ts';

/** A public key that signs the zone's records (RFC 4034 2.1). */
export interface Dnskey {
  /** Bit 256 is the zone key, 1 a secure entry point, 128 a revoked key (RFC 5011 2.1). */
  readonly flags: number;
  /** 3 in every valid key. */
  readonly protocol: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
}

export const dnskey: RdataCodec<Dnskey> = {
  code: 48,
  read: (reader) => ({
    flags: reader.u16(),
    protocol: reader.u8(),
    algorithm: reader.u8(),
    publicKey: reader.octets(reader.remaining),
  }),
  write: (writer, { flags, protocol, algorithm, publicKey }) => {
    writer.u16(flags);
    writer.u8(protocol);
    writer.u8(algorithm);
    writer.octets(publicKey);
  },
};

export const dnskeyText: RdataText<Dnskey> = {
  parse: (fields) => ({
    flags: fields.integer(0xffff),
    protocol: fields.integer(0xff),
    algorithm: fields.mnemonic(algorithmNumbers, 0xff),
    publicKey: fields.base64(),
  }),
  print: ({ flags, protocol, algorithm, publicKey }) =>
    publicKey.length === 0 ? undefined : `${flags} ${protocol} ${algorithm} ${printBase64(publicKey)}`,
};
