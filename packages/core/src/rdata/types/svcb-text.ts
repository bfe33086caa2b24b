import { ParseError, WireError } from '../../errors/index.ts';
import { parseIpv4, parseIpv6, Reader } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import { printQuoted } from '../character-string.ts';
import type { RdataText } from '../codec.ts';
import { unescape } from '../escapes.ts';
import {
  readSvcParam,
  svcParamCodecs,
  svcParamEntries,
  svcParamKeys,
  type SvcParamsDraft,
} from './svc-params.ts';
import { missingMandatory, type Svcb } from './svcb.ts';

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
      const key = parseKey(equals < 0 ? word : word.slice(0, equals));
      if (seen.has(key)) throw new ParseError(`the service parameter ${keyName(key)} stands twice`);
      seen.add(key);
      addParam(params, key, /^key\d/.test(word), equals < 0 ? undefined : word.slice(equals + 1));
    }
    if (priority === 0 && seen.size > 0)
      throw new ParseError('an alias (priority 0) has no service parameters');
    if (params.noDefaultAlpn && params.alpn === undefined) throw new ParseError('no-default-alpn needs alpn');
    const missing = missingMandatory(params);
    if (missing !== undefined) throw new ParseError(`the mandatory key ${keyName(missing)} is absent`);
    return { priority, targetName, params };
  },
  print: ({ priority, targetName, params }) => {
    const printed = svcParamEntries(params).map(([key, value]) => printParam(params, key, value));
    return [priority, targetName, ...printed].join(' ');
  },
};

/** Keys whose name in text is not their name here. */
const TEXT_NAMES: ReadonlyMap<string, string> = new Map([['noDefaultAlpn', 'no-default-alpn']]);

function keyName(key: number): string {
  const name = svcParamCodecs.get(key)?.name;
  return name === undefined ? `key${key}` : (TEXT_NAMES.get(name) ?? name);
}

function parseKey(text: string): number {
  for (const key of svcParamKeys.values()) if (keyName(key) === text) return key;
  const number = /^key(0|[1-9]\d{0,4})$/.exec(text)?.[1];
  // 65535 is reserved as the invalid key (RFC 9460 14.3.2).
  if (number === undefined || Number(number) >= 0xffff) {
    throw new ParseError(`${JSON.stringify(text)} is no service parameter key`);
  }
  return Number(number);
}

/**
 * Turns the text into the wire form, so that both forms pass the same checks.
 * A value behind `keyNNNNN` is the wire form itself (RFC 9460 2.1).
 */
function addParam(params: SvcParamsDraft, key: number, generic: boolean, raw: string | undefined): void {
  const value = raw === undefined ? undefined : unescape(raw.startsWith('"') ? raw.slice(1, -1) : raw);
  try {
    const reader = new Reader(encodeValue(generic ? '' : keyName(key), value));
    reader.within(reader.remaining, () => readSvcParam(params, key, reader));
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new ParseError(`a bad value of ${keyName(key)}: ${cause.message}`, 1, 1, { cause });
  }
}

function encodeValue(name: string, value: Uint8Array | undefined): Uint8Array {
  switch (name) {
    case 'no-default-alpn':
    case 'ohttp':
      if (value !== undefined) throw new ParseError(`${name} takes no value`);
      return new Uint8Array();
    case 'mandatory':
      return concat(
        split(value)
          .map((each) => parseKey(latin1(each)))
          .toSorted((left, right) => left - right)
          .map(u16),
      );
    case 'alpn':
      return concat(split(value).map((id) => Uint8Array.of(checkedLength(id.length), ...id)));
    case 'port':
      return u16(parsePort(latin1(value)));
    case 'ipv4hint':
      return concat(split(value).map((each) => requireAddress(latin1(each), parseIpv4)));
    case 'ipv6hint':
      return concat(split(value).map((each) => requireAddress(latin1(each), parseIpv6)));
    case 'ech':
      return parseBase64(latin1(value));
    default:
      return value ?? new Uint8Array();
  }
}

function printParam(params: Svcb['params'], key: number, value: Uint8Array): string {
  const name = keyName(key);
  switch (name) {
    case 'no-default-alpn':
    case 'ohttp':
      return name;
    case 'mandatory':
      return `${name}="${(params.mandatory ?? []).map(keyName).join(',')}"`;
    case 'alpn':
      return `${name}=${printQuoted(octets((params.alpn ?? []).map(escapeListItem).join(',')))}`;
    case 'port':
      return `${name}="${params.port}"`;
    case 'ipv4hint':
      return `${name}="${(params.ipv4hint ?? []).join(',')}"`;
    case 'ipv6hint':
      return `${name}="${(params.ipv6hint ?? []).join(',')}"`;
    case 'ech':
      return `${name}="${btoa(latin1(value))}"`;
    default:
      return value.length === 0 ? name : `${name}=${printQuoted(value)}`;
  }
}

/** A value-list: items separated by commas, `\,` and `\\` standing for themselves (RFC 9460 appendix A.1). */
function split(value: Uint8Array | undefined): Uint8Array[] {
  if (value === undefined || value.length === 0) throw new ParseError('an empty list of values');
  const items: number[][] = [[]];
  for (let at = 0; at < value.length; at++) {
    const octet = value[at] as number;
    if (octet === 0x2c) items.push([]);
    else if (octet !== 0x5c) items.at(-1)?.push(octet);
    else if (++at < value.length) items.at(-1)?.push(value[at] as number);
    else throw new ParseError('a backslash at the end of a list of values');
  }
  if (items.some((item) => item.length === 0)) throw new ParseError('an empty item in a list of values');
  return items.map((item) => Uint8Array.from(item));
}

function escapeListItem(item: string): string {
  return item.replace(/[\\,]/g, '\\$&');
}

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 0xffff)
    throw new ParseError(`${JSON.stringify(text)} is no port`);
  return Number(text);
}

function parseBase64(text: string): Uint8Array {
  try {
    if (text === '') throw new ParseError('an empty ech value');
    return octets(atob(text));
  } catch (cause) {
    throw new ParseError('ech is not in base64', 1, 1, { cause });
  }
}

function checkedLength(length: number): number {
  if (length > 255) throw new ParseError('an ALPN protocol ID over 255 octets');
  return length;
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value & 0xff);
}

function latin1(value: Uint8Array | undefined): string {
  return String.fromCharCode(...(value ?? []));
}

function octets(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
