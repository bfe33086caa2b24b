import type { Reader, Writer } from '../wire/index.ts';
import type { RdataFields, TypeNames } from './codec.ts';
import type { RecordType } from './rdata-by-type.ts';

/** A window's bitmap covers 256 types (RFC 4034 4.1.2). */
const MAX_BITMAP_OCTETS = 32;

/** Reads the Type Bit Maps field to the end of the rdata, the types ascending by code (RFC 4034 4.1.2). Throws `WireError`. */
export function readTypeBitmap(reader: Reader, types: TypeNames): RecordType[] {
  const present: RecordType[] = [];
  let previous = -1;
  while (reader.remaining > 0) {
    const window = reader.u8();
    if (window <= previous) throw reader.error('type bitmap windows out of order', reader.offset - 1);
    previous = window;
    const length = reader.u8();
    if (length === 0 || length > MAX_BITMAP_OCTETS)
      throw reader.error(`a type bitmap of ${length} octets`, reader.offset - 1);
    for (let at = 0; at < length; at++) {
      const octet = reader.u8();
      for (let bit = 0; bit < 8; bit++) {
        if ((octet & (0x80 >>> bit)) !== 0) present.push(types.nameOf((window << 8) | (at << 3) | bit));
      }
    }
  }
  return present;
}

/** Writes the Type Bit Maps field: each window once, without trailing zero octets (RFC 4034 4.1.2). Throws `RangeError`. */
export function writeTypeBitmap(writer: Writer, present: readonly RecordType[], types: TypeNames): void {
  const windows = new Map<number, Uint8Array>();
  for (const code of present.map((type) => types.codeOf(type)).toSorted((left, right) => left - right)) {
    const window = code >>> 8;
    let bitmap = windows.get(window);
    if (bitmap === undefined) windows.set(window, (bitmap = new Uint8Array(MAX_BITMAP_OCTETS)));
    const at = (code & 0xff) >>> 3;
    bitmap[at] = (bitmap[at] as number) | (0x80 >>> (code & 7));
  }
  for (const [window, bitmap] of windows) {
    writer.u8(window);
    writer.characterString(bitmap.subarray(0, bitmap.findLastIndex((octet) => octet !== 0) + 1));
  }
}

/** All fields to the end of the rdata as record types, ascending by code and each once, as they will be read from the wire. */
export function parseTypeBitmap(fields: RdataFields): RecordType[] {
  const codes = new Map<number, RecordType>();
  while (fields.more) {
    const type = fields.type();
    codes.set(fields.types.codeOf(type), type);
  }
  return [...codes].toSorted(([left], [right]) => left - right).map(([, type]) => type);
}
