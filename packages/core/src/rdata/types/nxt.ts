import { ParseError } from '../../errors/index.ts';
import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { parseTypeBitmap, printWithTypes, TypeBitmap } from '../type-bitmap.ts';

/** The next owner in the zone, and the types that there are at this one (RFC 2535 5.2). NSEC took its place. */
export interface Nxt {
  readonly nextDomainName: Name;
  /** Types of codes from 1 to 127. Its `octets` are those of NSEC: this record has the bitmap of window 0 alone. */
  readonly typeBitMap: TypeBitmap;
}

/** A bit for each type from 0 to 127: for more of them, there was never a format (RFC 2535 5.2). */
const MAX_BITMAP_OCTETS = 16;
/** Bit 0 set announces such a format. */
const OTHER_FORMAT = 0x80;
/** What stands before the bitmap of a window: its number and length (RFC 4034 4.1.2). */
const WINDOW_HEADER_OCTETS = 2;

export const nxt: RdataCodec<Nxt> = {
  code: 30,
  read: (reader, types) => {
    // RFC 3597 4 has receivers take a compressed one.
    const nextDomainName = readName(reader);
    const start = reader.offset;
    const length = reader.remaining;
    if (length > MAX_BITMAP_OCTETS) throw reader.error('a type bit map of another format', start);
    const octets = new Uint8Array(length === 0 ? 0 : WINDOW_HEADER_OCTETS + length);
    for (let at = WINDOW_HEADER_OCTETS; at < octets.length; at++) octets[at] = reader.u8();
    if (octets.length > 0) octets[1] = length;
    if (octets.at(-1) === 0) throw reader.error('a type bit map that ends in zeros', start);
    const typeBitMap = new TypeBitmap(octets, types);
    if (!fits(typeBitMap)) throw reader.error('a type bit map of another format', start);
    return { nextDomainName, typeBitMap };
  },
  write: (writer, { nextDomainName, typeBitMap }) => {
    if (!fits(typeBitMap)) throw new RangeError(`a type of ${typeBitMap} has no place in an NXT record`);
    writeFoldedName(writer, nextDomainName);
    writer.octets(typeBitMap.octets.subarray(WINDOW_HEADER_OCTETS));
  },
};

export const nxtText: RdataText<Nxt> = {
  parse: (fields) => {
    const nextDomainName = fields.name();
    const typeBitMap = parseTypeBitmap(fields);
    if (!fits(typeBitMap)) throw new ParseError(`a type of ${typeBitMap} has no place in an NXT record`);
    return { nextDomainName, typeBitMap };
  },
  print: ({ nextDomainName, typeBitMap }) => printWithTypes([nextDomainName], typeBitMap),
};

function fits({ octets }: TypeBitmap): boolean {
  if (octets.length === 0) return true;
  const [window, length, first = 0] = octets;
  const isOneWindow = window === 0 && octets.length === WINDOW_HEADER_OCTETS + (length ?? 0);
  return isOneWindow && octets.length <= WINDOW_HEADER_OCTETS + MAX_BITMAP_OCTETS && first < OTHER_FORMAT;
}
