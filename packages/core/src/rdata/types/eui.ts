import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { parseHex, printHex } from '../octets-text.ts';

/** A 48-bit Extended Unique Identifier (RFC 7043 3.1), or one of 64 bits (4.1). */
export interface Eui {
  /** In pairs of hexadecimal digits, lower case, with hyphens between them: `00-00-5e-00-53-2a`. */
  readonly address: string;
}

const EUI48_OCTETS = 6;
const EUI64_OCTETS = 8;

export const eui48: RdataCodec<Eui> = /* @__PURE__ */ codecOf(108, EUI48_OCTETS);
export const eui48Text: RdataText<Eui> = /* @__PURE__ */ textOf(EUI48_OCTETS);

export const eui64: RdataCodec<Eui> = /* @__PURE__ */ codecOf(109, EUI64_OCTETS);
export const eui64Text: RdataText<Eui> = /* @__PURE__ */ textOf(EUI64_OCTETS);

function codecOf(code: number, octets: number): RdataCodec<Eui> {
  return {
    code,
    read: (reader) => ({ address: format(reader.octets(octets)) }),
    write: (writer, { address }) => writer.octets(octetsOf(address, octets, RangeError)),
  };
}

function textOf(octets: number): RdataText<Eui> {
  return {
    parse: (fields) => ({ address: format(octetsOf(fields.word(), octets, ParseError)) }),
    print: ({ address }) => address,
  };
}

function format(octets: Uint8Array): string {
  return printHex(octets).replace(/..(?=.)/g, '$&-');
}

function octetsOf(text: string, octets: number, Failure: new (message: string) => Error): Uint8Array {
  if (text.length !== octets * 3 - 1 || !/^[\da-f]{2}(?:-[\da-f]{2})*$/i.test(text))
    throw new Failure(`${JSON.stringify(text)} is not ${octets} pairs of hexadecimal digits`);
  return parseHex(text.replaceAll('-', ''));
}
