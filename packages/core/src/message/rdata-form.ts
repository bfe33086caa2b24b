import type { RecordTypes, RegisteredType } from '../rdata/index.ts';

/** The classes of dynamic updates (RFC 2136 2.4). */
const NONE = 254;
const ANY = 255;

/** The form of a record's rdata, by its type's code, its class's code and its length: octets where the registry has no other. */
export function rdataForm(
  types: RecordTypes,
  code: number,
  recordClass: number,
  length: number | undefined,
): RegisteredType {
  // Dynamic updates say "all of these" and "none of these" by a record without rdata (RFC 2136 2.4, 2.5).
  const bare = length === 0 && (recordClass === ANY || recordClass === NONE);
  return bare ? types.of(`TYPE${code}`) : types.ofCode(code, recordClass);
}
