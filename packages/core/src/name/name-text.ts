import { ParseError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import { isLabelLength, MAX_LABEL_OCTETS, MAX_NAME_OCTETS } from '../wire/index.ts';
import { decodeLabels, PLAIN } from './labels-text.ts';

const DOT = 0x2e;
const BACKSLASH = 0x5c;

/** The presentation form of an uncompressed name, final dot included; octets outside printable ASCII become `\DDD`. */
export function decodeNameText(octets: Uint8Array): string {
  return octets.length === 1 ? '.' : decodeLabels(octets, 0, octets.length - 1);
}

/** The wire form of a name below the root that is written without escapes; undefined where the text is not that. */
export function encodePlainNameText(text: string): Uint8Array | undefined {
  const octetCount = plainNameOctets(text);
  if (octetCount > MAX_NAME_OCTETS) return undefined;
  const octets = new Uint8Array(octetCount);
  return writePlainNameText(octets, 0, text) ? octets : undefined;
}

/** What a name that is written without escapes takes in wire form. */
export function plainNameOctets(text: string): number {
  return text.charCodeAt(text.length - 1) === DOT ? text.length + 1 : text.length + 2;
}

/** Writes the wire form of a name at an offset where there is room for it; false where it is the root's, has escapes or is none. */
export function writePlainNameText(octets: Uint8Array, start: number, text: string): boolean {
  const { length } = text;
  let label = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (PLAIN[code] === 1) {
      octets[start + at + 1] = code;
      continue;
    }
    if (code !== DOT || !isLabelLength(at - label)) return false;
    octets[start + label] = at - label;
    label = at + 1;
  }
  if (label < length) {
    if (!isLabelLength(length - label)) return false;
    octets[start + label] = length - label;
    label = length + 1;
  }
  octets[start + label] = 0;
  return length > 0;
}

/** The uncompressed wire form of a name in presentation form; below `origin` where the text has no final dot. */
export function encodeNameText(text: string, origin: Uint8Array): Uint8Array {
  if (text === '.') return Uint8Array.of(0);
  if (text === '@') return origin;
  if (text === '') throw new ParseError('an empty name');
  const octets = new Uint8Array(MAX_NAME_OCTETS + 1);
  let labelStart = 0;
  let length = 1;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      octets[labelStart] = labelLength(labelStart, length, text);
      labelStart = length++;
      at++;
    } else if (code === BACKSLASH) {
      const escape = readEscape(text, at);
      octets[length++] = escape.octet;
      at = escape.next;
    } else {
      if (code > 0x7f)
        throw new ParseError(`a character beyond ASCII in the name ${quote(text)}: write it in A-labels`);
      octets[length++] = code;
      at++;
    }
    if (length > MAX_NAME_OCTETS) throw tooLong(text);
  }
  const absolute = labelStart === length - 1;
  if (absolute) return octets.slice(0, length);
  octets[labelStart] = labelLength(labelStart, length, text);
  if (length + origin.length > MAX_NAME_OCTETS) throw tooLong(text);
  octets.set(origin, length);
  return octets.slice(0, length + origin.length);
}

/** The octet that the escape at `at` stands for (`\DDD` or `\X`, RFC 1035 5.1) and where the text goes on. */
export function readEscape(text: string, at: number): { octet: number; next: number } {
  const decimal = /^\d{3}/.exec(text.slice(at + 1, at + 4));
  const code = decimal === null ? text.charCodeAt(at + 1) : Number(decimal[0]);
  const bareDigit = decimal === null && code >= 0x30 && code <= 0x39;
  if (!(code <= 0xff) || bareDigit) throw new ParseError(`a bad escape in ${quote(text)}`);
  return { octet: code, next: at + (decimal === null ? 2 : 4) };
}

function labelLength(start: number, end: number, text: string): number {
  const length = end - start - 1;
  if (length === 0) throw new ParseError(`an empty label in the name ${quote(text)}`);
  if (length > MAX_LABEL_OCTETS)
    throw new ParseError(`a label over ${MAX_LABEL_OCTETS} octets in the name ${quote(text)}`);
  return length;
}

function tooLong(text: string): ParseError {
  return new ParseError(`the name ${quote(text)} is over ${MAX_NAME_OCTETS} octets`);
}
