import type { RdataCodec, RdataText } from '../codec.ts';
import { printBase64 } from '../octets-text.ts';
import { sameForm } from '../same-form.ts';

/** The Hierarchical Host Identity Tag of an unmanned aircraft (RFC 9886 5.1), or its Broadcast Remote ID (5.2). */
export interface Hhit {
  /** Fields in CBOR, which are not looked at: at least one octet. */
  readonly data: Uint8Array;
}

export const hhit: RdataCodec<Hhit> = {
  code: 67,
  read: (reader) => {
    if (reader.remaining === 0) throw reader.error('no CBOR');
    return { data: reader.octets(reader.remaining) };
  },
  write: (writer, { data }) => {
    if (data.length === 0) throw new RangeError('no CBOR');
    writer.octets(data);
  },
};

/** BRID differs from HHIT in its code, and in what the CBOR holds (RFC 9886 5.2). */
export const brid: RdataCodec<Hhit> = /* @__PURE__ */ sameForm(68, hhit);

export const hhitText: RdataText<Hhit> = {
  parse: (fields) => ({ data: fields.base64() }),
  print: ({ data }) => printBase64(data),
};
