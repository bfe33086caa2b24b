import { printQuoted } from '../character-string.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';
import { parseBase64, printBase64 } from '../octets-text.ts';

/** An object of the Digital Object Architecture (draft-durand-doa-over-dns-03 3.1). */
export interface Doa {
  /** Whose types these are (IANA: Private Enterprise Numbers); 0 for the draft's own. */
  readonly enterprise: number;
  /** Of the enterprise. */
  readonly type: number;
  /** What `data` is: the object (1), a URI of it (2), a HDL of it (3), or something the enterprise knows. */
  readonly location: number;
  /** A media type: up to 255 octets. */
  readonly mediaType: Uint8Array;
  readonly data: Uint8Array;
}

export const doa: RdataCodec<Doa> = {
  code: 259,
  read: (reader) => ({
    enterprise: reader.u32(),
    type: reader.u32(),
    location: reader.u8(),
    mediaType: reader.characterString(),
    data: reader.octets(reader.remaining),
  }),
  write: (writer, { enterprise, type, location, mediaType, data }) => {
    writer.u32(enterprise);
    writer.u32(type);
    writer.u8(location);
    writer.characterString(mediaType);
    writer.octets(data);
  },
};

export const doaText: RdataText<Doa> = {
  parse: (fields) => ({
    enterprise: fields.integer(0xffff_ffff),
    type: fields.integer(0xffff_ffff),
    location: fields.integer(0xff),
    mediaType: fields.characterString(),
    data: parseData(fields),
  }),
  print: ({ enterprise, type, location, mediaType, data }) =>
    [enterprise, type, location, printQuoted(mediaType), printBase64(data) || '-'].join(' '),
};

/** Base64, or a hyphen where there is no data. */
function parseData(fields: RdataFields): Uint8Array {
  let text = fields.word();
  if (text === '-') return new Uint8Array();
  while (fields.more) text += fields.word();
  return parseBase64(text);
}
