import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { printQuoted } from '../character-string.ts';

/** A rule of the Dynamic Delegation Discovery System (RFC 3403 4.1). */
export interface Naptr {
  /** Lower values are processed first. */
  readonly order: number;
  /** Lower values are preferred among rules of the same order. */
  readonly preference: number;
  readonly flags: Uint8Array;
  readonly services: Uint8Array;
  readonly regexp: Uint8Array;
  readonly replacement: Name;
}

export const naptr: RdataCodec<Naptr> = {
  code: 35,
  read: (reader) => ({
    order: reader.u16(),
    preference: reader.u16(),
    flags: reader.characterString(),
    services: reader.characterString(),
    regexp: reader.characterString(),
    // RFC 3597 4 has receivers take a compressed one.
    replacement: readName(reader),
  }),
  write: (writer, { order, preference, flags, services, regexp, replacement }) => {
    writer.u16(order);
    writer.u16(preference);
    writer.characterString(flags);
    writer.characterString(services);
    writer.characterString(regexp);
    writeFoldedName(writer, replacement);
  },
};

export const naptrText: RdataText<Naptr> = {
  parse: (fields) => ({
    order: fields.integer(0xffff),
    preference: fields.integer(0xffff),
    flags: fields.characterString(),
    services: fields.characterString(),
    regexp: fields.characterString(),
    replacement: fields.name(),
  }),
  print: ({ order, preference, flags, services, regexp, replacement }) =>
    [order, preference, ...[flags, services, regexp].map(printQuoted), replacement].join(' '),
};
