import { base32hexnopad, base64, hex } from '@scure/base';
import { ParseError } from '../errors/index.ts';

/** Octets from hexadecimal digits in either case (RFC 4648 8). Throws `ParseError`. */
export function parseHex(text: string): Uint8Array {
  return parsed(text, 'pairs of hexadecimal digits', hex.decode);
}

/** Lower case, as most of the RFCs on rdata print it. */
export function printHex(octets: Uint8Array): string {
  return hex.encode(octets);
}

/** Octets from base64 with its padding (RFC 4648 4). Throws `ParseError`. */
export function parseBase64(text: string): Uint8Array {
  return parsed(text, 'base64', base64.decode);
}

export function printBase64(octets: Uint8Array): string {
  return base64.encode(octets);
}

/** Octets from base32 with extended hex alphabet, in either case and without padding (RFC 4648 7, RFC 5155 3.3). Throws `ParseError`. */
export function parseBase32Hex(text: string): Uint8Array {
  return parsed(text.toUpperCase(), 'base32 with extended hex alphabet', base32hexnopad.decode);
}

/** Lower case, as RFC 5155 prints it. */
export function printBase32Hex(octets: Uint8Array): string {
  return base32hexnopad.encode(octets).toLowerCase();
}

function parsed(text: string, form: string, decode: (text: string) => Uint8Array): Uint8Array {
  // The decoders of `base64` pass over white space, which cannot stand inside a field but for an escape.
  if (/^[\w+/=]*$/.test(text)) {
    try {
      return decode(text);
    } catch (cause) {
      throw new ParseError(`a field that is not ${form}`, { cause });
    }
  }
  throw new ParseError(`a field that is not ${form}`);
}
