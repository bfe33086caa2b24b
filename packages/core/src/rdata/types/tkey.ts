import { type Name, readName, writeName } from '../../name/index.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';
import { parseBase64, printBase64 } from '../octets-text.ts';
import { parseTimestamp } from '../timestamp.ts';
import { transactionErrors } from '../transaction-errors.ts';

/** A step on the way to a shared secret (RFC 2930 2). */
export interface Tkey {
  readonly algorithm: Name;
  /** In seconds since 1970, modulo 2^32. */
  readonly inception: number;
  /** As `inception`. */
  readonly expiration: number;
  /** How the secret is agreed on: 3 is GSS-API, 5 deletes it (RFC 2930 2.5). */
  readonly mode: number;
  /** As in a TSIG record; also 19 for BADMODE, 20 for BADNAME, 21 for BADALG. */
  readonly error: number;
  readonly keyData: Uint8Array;
  readonly otherData: Uint8Array;
}

export const tkey: RdataCodec<Tkey> = {
  code: 249,
  read: (reader) => ({
    algorithm: readName(reader),
    inception: reader.u32(),
    expiration: reader.u32(),
    mode: reader.u16(),
    error: reader.u16(),
    keyData: reader.octets(reader.u16()),
    otherData: reader.octets(reader.u16()),
  }),
  write: (writer, tkey) => {
    writeName(writer, tkey.algorithm);
    writer.u32(tkey.inception);
    writer.u32(tkey.expiration);
    writer.u16(tkey.mode);
    writer.u16(tkey.error);
    writer.lengthPrefixed(() => writer.octets(tkey.keyData));
    writer.lengthPrefixed(() => writer.octets(tkey.otherData));
  },
};

/** The RFC has no text for it. This one is dnspython's, with a hyphen for no key data. */
export const tkeyText: RdataText<Tkey> = {
  parse: (fields) => ({
    algorithm: fields.name(),
    inception: parseTimestamp(fields),
    expiration: parseTimestamp(fields),
    mode: fields.integer(0xffff),
    error: fields.mnemonic(transactionErrors, 0xffff),
    keyData: parseKey(fields),
    otherData: fields.more ? fields.base64() : new Uint8Array(),
  }),
  print: ({ algorithm, inception, expiration, mode, error, keyData, otherData }) =>
    [algorithm, inception, expiration, mode, error, printBase64(keyData) || '-', printBase64(otherData)]
      .join(' ')
      .trimEnd(),
};

function parseKey(fields: RdataFields): Uint8Array {
  const text = fields.word();
  return text === '-' ? new Uint8Array() : parseBase64(text);
}
