import { MAX_CHARACTER_STRING_OCTETS, type Reader } from '../../wire/index.ts';
import { encodeUtf8 } from '../../wire/utf8.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { printQuoted } from '../character-string.ts';

/** Descriptive text (RFC 1035 3.3.14): one or more character-strings of up to 255 octets each. */
export interface Txt {
  /** As octets, since nothing says which encoding they are in; `textOf` reads them as one UTF-8 text, `txtFrom` makes them of texts. */
  readonly strings: readonly Uint8Array[];
}

/**
 * The rdata that holds texts in UTF-8, each beginning a string of its own; one of over 255 octets goes on in further
 * strings, as SPF and DKIM have it. Throws `TypeError` for what is no text.
 */
export function txtFrom(...texts: readonly [string, ...string[]]): Txt {
  const strings: Uint8Array[] = [];
  for (const text of texts) {
    const octets = encodeUtf8(text);
    let at = 0;
    do strings.push(octets.slice(at, (at += MAX_CHARACTER_STRING_OCTETS)));
    while (at < octets.length);
  }
  return { strings };
}

/**
 * The strings of a TXT record joined without a gap and read as UTF-8, as SPF, DKIM and most others mean them. Where each
 * string is a text of its own, as in DNS-SD (RFC 6763 6), `strings.map((string) => textOf({ strings: [string] }))`.
 */
export function textOf({ strings }: Txt): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return strings.map((each) => decoder.decode(each, { stream: true })).join('') + decoder.decode();
}

export const txt: RdataCodec<Txt> = {
  code: 16,
  read: (reader) => {
    const strings = [reader.characterString()];
    if (reader.remaining > 0) readFurther(reader, strings);
    return { strings };
  },
  write: (writer, { strings }) => {
    if (strings.length === 0) throw new RangeError('a TXT record has at least one string');
    for (const string of strings) writer.characterString(string);
  },
};

/** Up to 65,000 strings: as views of one copy, since a buffer for each would hold 200 times the rdata. */
function readFurther(reader: Reader, strings: Uint8Array[]): void {
  const start = reader.offset;
  const octets = reader.octets(reader.remaining);
  for (let at = 0; at < octets.length;) {
    const length = octets[at++] as number;
    const next = at + length;
    if (next > octets.length)
      throw reader.error(`${length} octets wanted, ${octets.length - at} left`, start + at);
    // All that are empty are the reader's one.
    strings.push(length === 0 ? reader.octets(0) : octets.subarray(at, next));
    at = next;
  }
}

export const txtText: RdataText<Txt> = {
  parse: (fields) => {
    const strings = [fields.characterString()];
    while (fields.more) strings.push(fields.characterString());
    return { strings };
  },
  print: ({ strings }) => strings.map(printQuoted).join(' '),
};
