import type { EdnsOptionCodec } from './codec.ts';

/** Which version of the zone an answer is of (RFC 9660 2); all three are absent in a query. */
export type ZoneVersionOption =
  | {
      /** The labels of the zone's name, the root not counted: the rest is the end of the name asked for. */
      readonly labelCount: number;
      /** What `version` is: 0 is the serial of the SOA record, in 4 octets. */
      readonly type: number;
      readonly version: Uint8Array;
    }
  | { readonly labelCount?: never; readonly type?: never; readonly version?: never };

const HEADER_OCTETS = 2;
const SOA_SERIAL = 0;
const SOA_SERIAL_OCTETS = 4;

export const zoneVersion: EdnsOptionCodec<ZoneVersionOption> = {
  code: 19,
  read: (reader) => {
    if (reader.remaining === 0) return {};
    if (reader.remaining < HEADER_OCTETS) return undefined;
    const labelCount = reader.u8();
    const type = reader.u8();
    const version = reader.octets(reader.remaining);
    return fits(type, version) ? { labelCount, type, version } : undefined;
  },
  write: (writer, { labelCount, type, version }) => {
    if (labelCount === undefined && type === undefined && version === undefined) return;
    if (version === undefined || !fits(type, version))
      throw new RangeError('a version that is absent, or a serial without 4 octets');
    writer.u8(labelCount);
    writer.u8(type);
    writer.octets(version);
  },
};

function fits(type: number, version: Uint8Array): boolean {
  return type !== SOA_SERIAL || version.length === SOA_SERIAL_OCTETS;
}
