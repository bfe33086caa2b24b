import { ParseError } from '../../errors/index.ts';
import { encodeUtf8 } from '../../wire/utf8.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/**
 * Where the host is, in decimal numbers of ASCII characters (RFC 1712 3). LOC took its place.
 * RFC 1712 mixes up its first two fields: the one that it calls the longitude holds the latitude, in its examples and in
 * the range that it gives, and the other way round.
 */
export interface Gpos {
  /** Degrees from -90 to 90: the latitude, in truth. */
  readonly longitude: string;
  /** Degrees from -180 to 180: the longitude, in truth. */
  readonly latitude: string;
  /** In metres. */
  readonly altitude: string;
}

const MAX_DEGREES = { longitude: 90, latitude: 180 };

export const gpos: RdataCodec<Gpos> = {
  code: 27,
  read: (reader) => {
    const start = reader.offset;
    const [longitude, latitude, altitude] = [
      textOf(reader.characterString()),
      textOf(reader.characterString()),
      textOf(reader.characterString()),
    ];
    const rdata = { longitude, latitude, altitude };
    const fault = faultOf(rdata);
    if (fault !== undefined) throw reader.error(fault, start);
    return rdata;
  },
  write: (writer, rdata) => {
    const fault = faultOf(rdata);
    if (fault !== undefined) throw new RangeError(fault);
    writer.characterString(encodeUtf8(rdata.longitude));
    writer.characterString(encodeUtf8(rdata.latitude));
    writer.characterString(encodeUtf8(rdata.altitude));
  },
};

export const gposText: RdataText<Gpos> = {
  parse: (fields) => {
    const [longitude, latitude, altitude] = [
      textOf(fields.characterString()),
      textOf(fields.characterString()),
      textOf(fields.characterString()),
    ];
    const rdata = { longitude, latitude, altitude };
    const fault = faultOf(rdata);
    if (fault !== undefined) throw new ParseError(fault);
    return rdata;
  },
  print: ({ longitude, latitude, altitude }) => `${longitude} ${latitude} ${altitude}`,
};

function faultOf(rdata: Gpos): string | undefined {
  for (const text of [rdata.longitude, rdata.latitude, rdata.altitude])
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) return `${JSON.stringify(text)} is no decimal number`;
  for (const field of ['longitude', 'latitude'] as const)
    if (Math.abs(Number(rdata[field])) > MAX_DEGREES[field]) return `${rdata[field]} degrees of ${field}`;
  return undefined;
}

function textOf(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}
