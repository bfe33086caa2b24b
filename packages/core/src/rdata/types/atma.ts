import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { parseHex, printHex } from '../octets-text.ts';

/** An address in an ATM network (ATM Forum, ATM Name System 2.0, af-dans-0152.000). */
export interface Atma {
  /** 0 is an ATM end system address of 20 octets, 1 a telephone number (E.164) in ASCII digits. */
  readonly format: number;
  readonly address: Uint8Array;
}

const AESA = 0;
const E164 = 1;

export const atma: RdataCodec<Atma> = {
  code: 34,
  read: (reader) => ({ format: reader.u8(), address: reader.octets(reader.remaining) }),
  write: (writer, { format, address }) => {
    writer.u8(format);
    writer.octets(address);
  },
};

/** Hexadecimal digits, or `+` and decimal ones, with points between them as one likes. */
export const atmaText: RdataText<Atma> = {
  parse: (fields) => {
    const text = fields.word().replaceAll('.', '');
    if (!text.startsWith('+')) return { format: AESA, address: checked(parseHex(text)) };
    if (!/^\+\d+$/.test(text)) throw new ParseError(`${JSON.stringify(text)} is no telephone number`);
    return { format: E164, address: new TextEncoder().encode(text.slice(1)) };
  },
  print: ({ format, address }) => {
    if (format === AESA && address.length > 0) return printHex(address);
    const isNumber = format === E164 && address.length > 0 && address.every(isDigit);
    return isNumber ? `+${new TextDecoder().decode(address)}` : undefined;
  },
};

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

function checked(address: Uint8Array): Uint8Array {
  if (address.length === 0) throw new ParseError('an ATM address without a digit');
  return address;
}
