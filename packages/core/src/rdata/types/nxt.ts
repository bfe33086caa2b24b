import { ParseError } from '../../errors/index.ts';
import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import type { RecordType } from '../rdata-by-type.ts';
import { parseTypeBitmap } from '../type-bitmap.ts';

/** The next owner in the zone, and the types that there are at this one (RFC 2535 5.2). NSEC took its place. */
export interface Nxt {
  readonly nextDomainName: Name;
  /** Ascending by code, which is 127 at most. */
  readonly typeBitMap: readonly RecordType[];
}

/** A bit for each type from 0 to 127: for more of them, there was never a format (RFC 2535 5.2). */
const MAX_TYPE = 127;

export const nxt: RdataCodec<Nxt> = {
  code: 30,
  read: (reader, types) => {
    // RFC 3597 4 has receivers take a compressed one.
    const nextDomainName = readName(reader);
    const start = reader.offset;
    const bitMap = reader.octets(reader.remaining);
    if (bitMap.length * 8 > MAX_TYPE + 1 || (bitMap[0] ?? 0) >= 0x80)
      throw reader.error('a type bit map of another format', start);
    if (bitMap.at(-1) === 0) throw reader.error('a type bit map that ends in zeros', start);
    const typeBitMap: RecordType[] = [];
    for (let code = 0; code < bitMap.length * 8; code++) {
      if (((bitMap[code >>> 3] as number) & (0x80 >>> (code & 7))) !== 0) typeBitMap.push(types.nameOf(code));
    }
    return { nextDomainName, typeBitMap };
  },
  write: (writer, { nextDomainName, typeBitMap }, types) => {
    writeFoldedName(writer, nextDomainName);
    const bitMap = new Uint8Array((MAX_TYPE + 1) / 8);
    for (const type of typeBitMap) {
      const code = types.codeOf(type);
      if (!fits(code)) throw new RangeError(`${type} has no place in an NXT record`);
      bitMap[code >>> 3] = (bitMap[code >>> 3] as number) | (0x80 >>> (code & 7));
    }
    writer.octets(bitMap.subarray(0, bitMap.findLastIndex((octet) => octet !== 0) + 1));
  },
};

export const nxtText: RdataText<Nxt> = {
  parse: (fields) => {
    const nextDomainName = fields.name();
    const typeBitMap = parseTypeBitmap(fields);
    const tooHigh = typeBitMap.find((type) => !fits(fields.types.codeOf(type)));
    if (tooHigh !== undefined) throw new ParseError(`${tooHigh} has no place in an NXT record`);
    return { nextDomainName, typeBitMap };
  },
  print: ({ nextDomainName, typeBitMap }) => [nextDomainName, ...typeBitMap].join(' '),
};

function fits(code: number): boolean {
  return code > 0 && code <= MAX_TYPE;
}
