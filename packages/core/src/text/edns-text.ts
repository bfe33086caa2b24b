import { ParseError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import {
  type Edns,
  type EdnsOption,
  ednsOptionCodes,
  type EdnsOptionName,
  type NumberedEdnsOption,
} from '../message/index.ts';
import { readOption, writeOption } from '../message/edns-option.ts';
import { Reader, Writer } from '../wire/index.ts';
import { octetsIn, OPTION_TEXTS, printOctets } from './option-texts.ts';

/** The lines of the OPT pseudosection, each a comment to a parser of zone files. */
export function printEdns({ version, dnssecOk, udpPayloadOctets, options }: Edns): string[] {
  return [
    `; EDNS: version: ${version}, flags:${dnssecOk ? ' do' : ''}; udp: ${udpPayloadOctets}`,
    ...options.map((option) => `; ${printEdnsOption(option)}`),
  ];
}

/** An option as `dig` prints it, `CLIENT-SUBNET: 192.0.2.0/24/0` or `OPT=65001: 0102` for example. */
export function printEdnsOption({ code, data }: EdnsOption): string {
  if (data instanceof Uint8Array) return `OPT=${code.slice('OPT'.length)}: ${printOctets(data)}`.trimEnd();
  const { name, print } = OPTION_TEXTS[code as EdnsOptionName];
  return `${name}: ${(print as (data: EdnsOption['data']) => string)(data)}`.replace(/: $/, '');
}

/** Flags that have no name yet are printed by `dig` and passed over here, as they are in messages. */
const FIRST_LINE = /^; EDNS: version: (\d+), flags:((?: \w+)*); (?:MBZ: 0x[\da-f]+, )?udp: (\d+)$/;
const OPTION = /^(?:OPT=(\d+)|([A-Z\d-]+))(?:: ?(.*))?$/is;

/** The first line of the pseudosection. Throws `ParseError`. */
export function parseEdns(line: string): Edns {
  const [, version, flags = '', udpPayloadOctets] = FIRST_LINE.exec(line) ?? [];
  if (version === undefined) throw new ParseError(`${quote(line)} says nothing of EDNS`);
  return {
    version: numberUpTo(0xff, version),
    dnssecOk: flags.split(' ').includes('do'),
    udpPayloadOctets: numberUpTo(0xffff, udpPayloadOctets),
    options: [],
  };
}

/**
 * The option of a text as `printEdnsOption` and `dig` print it, which prints the octets of one that it cannot read.
 * Throws `ParseError`.
 */
export function parseEdnsOption(text: string): EdnsOption {
  const [, number, name = '', data = ''] = OPTION.exec(text) ?? [];
  const writer = new Writer();
  try {
    const typed = number === undefined ? parseTyped(name.toUpperCase(), data) : undefined;
    writeOption(writer, typed ?? { code: numbered(number, name), data: octetsOf(data) });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ParseError(`${quote(text)} is no EDNS option: ${cause.message}`, { cause });
  }
  // Octets may well be of a form that is known.
  return readOption(new Reader(writer.finish()));
}

function parseTyped(name: string, text: string): EdnsOption | undefined {
  const code = codeNamed(name);
  const data = code === undefined ? undefined : OPTION_TEXTS[code].parse(text);
  return data === undefined ? undefined : ({ code, data } as EdnsOption);
}

function numbered(number: string | undefined, name: string): NumberedEdnsOption {
  if (number !== undefined) return `OPT${numberUpTo(0xffff, number)}`;
  const code = codeNamed(name.toUpperCase());
  if (code === undefined) throw new ParseError(`${quote(name)} is no EDNS option`);
  return `OPT${ednsOptionCodes.code(code)}`;
}

function codeNamed(name: string): EdnsOptionName | undefined {
  const codes = Object.keys(OPTION_TEXTS) as EdnsOptionName[];
  return codes.find((code) => code === name || OPTION_TEXTS[code].name === name);
}

function octetsOf(text: string): Uint8Array {
  const octets = octetsIn(text);
  if (octets === undefined) throw new ParseError(`${quote(text)} is no EDNS option's data`);
  return octets;
}

/** A number of decimal digits. Throws `ParseError`. */
export function numberUpTo(maximum: number, digits = ''): number {
  const value = digits.length > 0 && digits.length <= 5 ? Number(digits) : Number.NaN;
  if (!(value <= maximum)) throw new ParseError(`${quote(digits)} is no number up to ${maximum}`);
  return value;
}
