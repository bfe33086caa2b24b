import type { RdataCodec, RdataText } from '../codec.ts';
import { printBase64 } from '../octets-text.ts';

/** The OpenPGP key of a mail address (RFC 7929 2.1). */
export interface Openpgpkey {
  /** A transferable public key (RFC 9580 10.1): at least one octet. */
  readonly publicKey: Uint8Array;
}

export const openpgpkey: RdataCodec<Openpgpkey> = {
  code: 61,
  read: (reader) => {
    if (reader.remaining === 0) throw reader.error('an empty OpenPGP key');
    return { publicKey: reader.octets(reader.remaining) };
  },
  write: (writer, { publicKey }) => {
    if (publicKey.length === 0) throw new RangeError('an empty OpenPGP key');
    writer.octets(publicKey);
  },
};

export const openpgpkeyText: RdataText<Openpgpkey> = {
  parse: (fields) => ({ publicKey: fields.base64() }),
  print: ({ publicKey }) => printBase64(publicKey),
};
