import { ParseError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import type { Edns, EdnsOption } from '../message/index.ts';
import { parseHex, printHex } from '../rdata/octets-text.ts';

/** The lines of the OPT pseudosection, each a comment to a parser of zone files. */
export function printEdns({ version, dnssecOk, udpPayloadOctets, options }: Edns): string[] {
  return [
    `; EDNS: version: ${version}, flags:${dnssecOk ? ' do' : ''}; udp: ${udpPayloadOctets}`,
    ...options.map(({ code, data }) => `; OPT=${code}: ${printHex(data)}`.trimEnd()),
  ];
}

/** Flags that have no name yet are printed by `dig` and passed over here, as they are in messages. */
const FIRST_LINE = /^; EDNS: version: (\d+), flags:((?: \w+)*); (?:MBZ: 0x[\da-f]+, )?udp: (\d+)$/;
/** `dig` parts the octets by blanks and shows them as characters behind. */
const OPTION_LINE = /^; OPT=(\d+):((?: ?[\da-f]{2})*) ?(?:\(".*"\))?$/i;

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

/** A line for an option. Throws `ParseError`. */
export function parseOption(line: string): EdnsOption {
  const [, code, data = ''] = OPTION_LINE.exec(line) ?? [];
  if (code === undefined) throw new ParseError(`${quote(line)} is no EDNS option`);
  return { code: numberUpTo(0xffff, code), data: parseHex(data.replaceAll(' ', '')) };
}

/** A number of decimal digits. Throws `ParseError`. */
export function numberUpTo(maximum: number, digits = ''): number {
  const value = digits.length > 0 && digits.length <= 5 ? Number(digits) : Number.NaN;
  if (!(value <= maximum)) throw new ParseError(`${quote(digits)} is no number up to ${maximum}`);
  return value;
}
