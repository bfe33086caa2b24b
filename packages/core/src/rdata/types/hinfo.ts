import type { RdataCodec, RdataText } from '../codec.ts';
import { printQuoted } from '../character-string.ts';

/** The kind of host, or why ANY was not answered (RFC 1035 3.3.2, RFC 8482 4.2). Each field has up to 255 octets. */
export interface Hinfo {
  readonly cpu: Uint8Array;
  readonly os: Uint8Array;
}

export const hinfo: RdataCodec<Hinfo> = {
  code: 13,
  read: (reader) => ({ cpu: reader.characterString(), os: reader.characterString() }),
  write: (writer, { cpu, os }) => {
    writer.characterString(cpu);
    writer.characterString(os);
  },
};

export const hinfoText: RdataText<Hinfo> = {
  parse: (fields) => ({ cpu: fields.characterString(), os: fields.characterString() }),
  print: ({ cpu, os }) => `${printQuoted(cpu)} ${printQuoted(os)}`,
};
