import { ParseError } from '../errors/index.ts';
import { MAX_CHARACTER_STRING_OCTETS } from '../wire/index.ts';
import type { RdataFields } from './codec.ts';

/** The next field as a character-string of at most 255 octets (RFC 1035 3.3). */
export function parseCharacterString(fields: RdataFields): Uint8Array {
  const octets = fields.octets();
  if (octets.length > MAX_CHARACTER_STRING_OCTETS) {
    throw new ParseError(`a character-string over ${MAX_CHARACTER_STRING_OCTETS} octets`);
  }
  return octets;
}

/** Octets in quotes, with `"`, `\` and whatever is not printable ASCII escaped (RFC 1035 5.1). */
export function printQuoted(octets: Uint8Array): string {
  let text = '"';
  for (const octet of octets) {
    if (octet === 0x22 || octet === 0x5c) text += `\\${String.fromCharCode(octet)}`;
    else if (octet < 0x20 || octet >= 0x7f) text += `\\${String(octet).padStart(3, '0')}`;
    else text += String.fromCharCode(octet);
  }
  return `${text}"`;
}
