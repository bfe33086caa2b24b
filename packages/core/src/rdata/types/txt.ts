import type { RdataCodec, RdataText } from '../codec.ts';
import { printQuoted } from '../character-string.ts';

/** Descriptive text (RFC 1035 3.3.14): one or more character-strings of up to 255 octets each. */
export interface Txt {
  /** As octets, since nothing says which encoding they are in; `textOf` reads them as one UTF-8 text. */
  readonly strings: readonly Uint8Array[];
}

/** The strings of a TXT record joined without a gap and read as UTF-8, as SPF, DKIM and most others mean them. */
export function textOf({ strings }: Txt): string {
  const decoder = new TextDecoder();
  return strings.map((each) => decoder.decode(each, { stream: true })).join('') + decoder.decode();
}

export const txt: RdataCodec<Txt> = {
  code: 16,
  read: (reader) => {
    const strings = [reader.characterString()];
    while (reader.remaining > 0) strings.push(reader.characterString());
    return { strings };
  },
  write: (writer, { strings }) => {
    if (strings.length === 0) throw new RangeError('a TXT record has at least one string');
    for (const string of strings) writer.characterString(string);
  },
};

export const txtText: RdataText<Txt> = {
  parse: (fields) => {
    const strings = [fields.characterString()];
    while (fields.more) strings.push(fields.characterString());
    return { strings };
  },
  print: ({ strings }) => strings.map(printQuoted).join(' '),
};
