import { ParseError } from '../errors/index.ts';
import { readEscape } from '../name/index.ts';

const encoder = new TextEncoder();

/** The octets of a field with its `\DDD` and `\X` escapes resolved (RFC 1035 5.1); other characters count as UTF-8. */
export function unescape(text: string): Uint8Array {
  if (!text.includes('\\')) return encoder.encode(text);
  // A character takes at most 3 octets of UTF-8 for each of its units, an escape takes one.
  const octets = new Uint8Array(3 * text.length);
  let length = 0;
  for (let at = 0; at < text.length;) {
    const backslash = text.indexOf('\\', at);
    const plainEnd = backslash < 0 ? text.length : backslash;
    length += encoder.encodeInto(text.slice(at, plainEnd), octets.subarray(length)).written;
    if (backslash < 0) break;
    if (backslash + 1 >= text.length) throw new ParseError('a backslash at the end of a field');
    const escape = readEscape(text, backslash);
    octets[length++] = escape.octet;
    at = escape.next;
  }
  return octets.slice(0, length);
}
