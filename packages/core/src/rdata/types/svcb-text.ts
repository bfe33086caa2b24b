import { ParseError, WireError } from '../../errors/index.ts';
import { parseIpv4, parseIpv6, Reader, Writer } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import { printQuoted } from '../character-string.ts';
import type { RdataText } from '../codec.ts';
import { unescape } from '../escapes.ts';
import { octetsOf } from '../octet-string.ts';
import { parseBase64, printBase64 } from '../octets-text.ts';
import {
  readSvcParam,
  svcParamEntries,
  svcParamNames,
  type SvcParams,
  type SvcParamsDraft,
  svcParamsFault,
} from './svc-params.ts';
import type { Svcb } from './svcb.ts';

/** Reserved as the invalid key (RFC 9460 14.3.2): it may come from the wire, but has no name in text. */
const INVALID_KEY = 0xffff;

/** The presentation form of SVCB and HTTPS records (RFC 9460 2.1). */
export const svcbText: RdataText<Svcb> = {
  parse: (fields) => {
    const priority = fields.integer(0xffff);
    const targetName = fields.name();
    const params: SvcParamsDraft = {};
    const seen = new Set<number>();
    while (fields.more) {
      const word = fields.word();
      const equals = word.indexOf('=');
      const name = equals < 0 ? word : word.slice(0, equals);
      const key = parseKey(name);
      if (seen.has(key)) throw new ParseError(`the service parameter ${keyName(key)} stands twice`);
      seen.add(key);
      addParam(params, key, FORMS.get(name), equals < 0 ? '' : unquoted(word.slice(equals + 1)));
    }
    if (priority === 0 && seen.size > 0)
      throw new ParseError('an alias (priority 0) has no service parameters');
    const fault = svcParamsFault(params);
    if (fault !== undefined) throw new ParseError(fault);
    return { priority, targetName, params };
  },
  print: ({ priority, targetName, params }) => {
    const entries = svcParamEntries(params);
    // RFC 9460 2.4.2 has receivers ignore the parameters of an alias, but has no text for it.
    if ((priority === 0 && entries.length > 0) || params.other?.has(INVALID_KEY)) return undefined;
    const printed = entries.map(([key, value]) => printParam(params, key, value));
    return [priority, targetName, ...printed].join(' ');
  },
};

/** How the value of a key is written. */
interface SvcParamForm {
  /** The value in wire form, of a text without its quotes, empty where there is none. Throws `ParseError`. */
  readonly parse: (text: string) => Uint8Array;
  /** The text between the quotes, escapes included; undefined where the form has no words for the value. */
  readonly print: (params: SvcParams, value: Uint8Array) => string | undefined;
}

/** A value behind `keyNNNNN` is the wire form itself (RFC 9460 2.1); so are those of the keys that have no form here. */
const GENERIC_FORM: SvcParamForm = { parse: unescape, print: (_params, value) => escaped(value) };

const KEY_WITHOUT_VALUE: SvcParamForm = {
  parse: (text) => {
    if (text !== '') throw new ParseError('a value of a key that has none');
    return new Uint8Array();
  },
  print: () => '',
};

/** By their names in text. Where a form may have escapes, RFC 9460 7 and its successors say so. */
const FORMS: ReadonlyMap<string, SvcParamForm> = new Map<string, SvcParamForm>([
  [
    'mandatory',
    {
      parse: (text) =>
        written(
          items(text)
            .map(parseKey)
            .toSorted((left, right) => left - right),
          (writer, key) => writer.u16(key),
        ),
      print: ({ mandatory = [] }) => mandatory.map(keyName).join(','),
    },
  ],
  [
    'alpn',
    { parse: (text) => writtenStrings(splitList(text)), print: ({ alpn = [] }) => joinedStrings(alpn) },
  ],
  ['no-default-alpn', KEY_WITHOUT_VALUE],
  [
    'port',
    {
      parse: (text) => written([text], (writer, port) => writer.u16(parseU16(port))),
      print: ({ port }) => String(port),
    },
  ],
  [
    'ipv4hint',
    {
      parse: (text) => written(items(text), (writer, each) => writer.octets(requireAddress(each, parseIpv4))),
      print: ({ ipv4hint = [] }) => ipv4hint.join(','),
    },
  ],
  ['ech', { parse: parseBase64, print: (_params, value) => printBase64(value) }],
  [
    'ipv6hint',
    {
      parse: (text) => written(items(text), (writer, each) => writer.octets(requireAddress(each, parseIpv6))),
      print: ({ ipv6hint = [] }) => ipv6hint.join(','),
    },
  ],
  ['ohttp', KEY_WITHOUT_VALUE],
  [
    'tls-supported-groups',
    {
      parse: (text) => written(items(text), (writer, group) => writer.u16(parseU16(group))),
      print: ({ tlsSupportedGroups = [] }) => tlsSupportedGroups.join(','),
    },
  ],
  [
    'docpath',
    {
      parse: (text) => (text === '' ? new Uint8Array() : writtenStrings(splitList(text))),
      // The list has no words for an empty segment.
      print: ({ docpath = [] }) => (docpath.includes('') ? undefined : joinedStrings(docpath)),
    },
  ],
]);

/** Reads the value from its wire form, so that both forms pass the same checks. */
function addParam(params: SvcParamsDraft, key: number, form: SvcParamForm | undefined, text: string): void {
  try {
    const reader = new Reader((form ?? GENERIC_FORM).parse(text));
    reader.within(reader.remaining, () => readSvcParam(params, key, reader));
  } catch (cause) {
    // RangeError: a list that is longer than a message.
    if (!(cause instanceof WireError || cause instanceof RangeError)) throw cause;
    throw new ParseError(`a bad value of ${keyName(key)}: ${cause.message}`, { cause });
  }
}

function printParam(params: SvcParams, key: number, value: Uint8Array): string {
  const name = keyName(key);
  const text = (FORMS.get(name) ?? GENERIC_FORM).print(params, value);
  if (text === undefined) return `key${key}="${escaped(value)}"`;
  return text === '' ? name : `${name}="${text}"`;
}

/** Keys by their names in text: those of `SvcParams` in lower case, with hyphens between words. */
const KEYS: ReadonlyMap<string, number> = new Map(
  svcParamNames.map((name, key) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), key]),
);
const NAMES: readonly string[] = [...KEYS.keys()];

function keyName(key: number): string {
  return NAMES[key] ?? `key${key}`;
}

function parseKey(text: string): number {
  const number = /^key(0|[1-9]\d{0,4})$/.exec(text)?.[1];
  const key = number === undefined ? KEYS.get(text) : Number(number);
  if (key === undefined || key >= INVALID_KEY)
    throw new ParseError(`${JSON.stringify(text)} is no service parameter key`);
  return key;
}

/** What stands between the quotes of a value, or the value where it has none, in which case it is not empty. */
function unquoted(text: string): string {
  const quoted = /^"((?:[^"\\]|\\[^])*)"$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  if (!/^(?:[^"\\]|\\[^])+$/.test(text)) throw new ParseError('a value that is empty, or quoted in part');
  return text;
}

function written<T>(values: readonly T[], write: (writer: Writer, value: T) => void): Uint8Array {
  const writer = new Writer();
  for (const value of values) write(writer, value);
  return writer.finish();
}

/** The items of a list whose values have no escapes. */
function items(text: string): string[] {
  return text.split(',');
}

/** A value-list of strings: items separated by commas, `\,` and `\\` standing for themselves (RFC 9460 A.1). */
function splitList(text: string): Uint8Array[] {
  const value = unescape(text);
  const found: number[][] = [[]];
  for (let at = 0; at < value.length; at++) {
    const octet = value[at] as number;
    if (octet === 0x2c) found.push([]);
    else if (octet !== 0x5c) found.at(-1)?.push(octet);
    else if (++at < value.length) found.at(-1)?.push(value[at] as number);
    else throw new ParseError('a backslash at the end of a list of values');
  }
  if (found.some((item) => item.length === 0)) throw new ParseError('an empty item in a list of values');
  if (found.some((item) => item.length > 0xff)) throw new ParseError('an item over 255 octets');
  return found.map((item) => Uint8Array.from(item));
}

function writtenStrings(strings: readonly Uint8Array[]): Uint8Array {
  return written(strings, (writer, string) => writer.characterString(string));
}

function joinedStrings(strings: readonly string[]): string {
  return escaped(octetsOf(strings.map((each) => each.replace(/[\\,]/g, '\\$&')).join(',')));
}

/** Octets as they stand between quotes. */
function escaped(value: Uint8Array): string {
  return printQuoted(value).slice(1, -1);
}

function parseU16(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 0xffff)
    throw new ParseError(`${JSON.stringify(text)} is no number of 0 to 65535`);
  return Number(text);
}
