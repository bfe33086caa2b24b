import {
  type CookieOption,
  type EdnsOptionData,
  type EdnsOptionName,
  type TagOption,
  type UnderstoodAlgorithmsOption,
  type ZoneVersionOption,
} from '../message/index.ts';
import { extendedErrorPurpose } from '../message/extended-errors.ts';
import { Name } from '../name/index.ts';
import { unescape } from '../rdata/escapes.ts';
import { parseHex, printHex } from '../rdata/octets-text.ts';
import { ipFamily, Reader } from '../wire/index.ts';

/** How `dig` prints an option's data. */
interface OptionText<Data> {
  /** What stands before the data. */
  readonly name: string;
  /** Undefined where the text is not of this form. Numbers are not checked: what cannot be written is refused later. */
  readonly parse: (text: string) => Data | undefined;
  readonly print: (data: Data) => string;
}

/** A number of more digits is over 64 bits. */
const MAX_DIGITS = 21;
/** A client cookie (RFC 7873 4.1). */
const CLIENT_COOKIE_OCTETS = 8;
const SOA_SERIAL = 0;

/** The text of each option: where `dig` adds what the data says already, that is passed over. */
export const OPTION_TEXTS: { readonly [Code in EdnsOptionName]: OptionText<EdnsOptionData[Code]> } = {
  LLQ: {
    name: 'LLQ',
    parse: matching(
      /^Version: (\d+), Opcode: (\d+), Error: (\d+), Identifier: (\d+), Lifetime: (\d+)$/,
      (version, opcode, error, id, leaseLife) => ({
        version: Number(version),
        opcode: Number(opcode),
        error: Number(error),
        id: BigInt((id ?? '').slice(0, MAX_DIGITS)),
        leaseLife: Number(leaseLife),
      }),
    ),
    print: ({ version, opcode, error, id, leaseLife }) =>
      `Version: ${version}, Opcode: ${opcode}, Error: ${error}, Identifier: ${id}, Lifetime: ${leaseLife}`,
  },
  UL: {
    name: 'UPDATE-LEASE',
    parse: matching(/^(\d+)(?:\/(\d+))?(?: \(.*\))?$/, (lease, keyLease) => ({
      lease: Number(lease),
      ...(keyLease === undefined ? {} : { keyLease: Number(keyLease) }),
    })),
    print: ({ lease, keyLease }) => [lease, keyLease].filter((each) => each !== undefined).join('/'),
  },
  NSID: {
    name: 'NSID',
    parse: (text) => {
      const nsid = octetsIn(text);
      return nsid && { nsid };
    },
    print: ({ nsid }) => printOctets(nsid),
  },
  DAU: algorithms('DAU'),
  DHU: algorithms('DHU'),
  N3U: algorithms('N3U'),
  ECS: {
    name: 'CLIENT-SUBNET',
    parse: matching(/^([^/]*)\/(\d+)\/(\d+)$/, (address = '', source, scope) => ({
      family: ipFamily(address) === 4 ? 1 : 2,
      sourcePrefixLength: Number(source),
      scopePrefixLength: Number(scope),
      address,
    })),
    print: ({ address, sourcePrefixLength, scopePrefixLength }) =>
      `${address}/${sourcePrefixLength}/${scopePrefixLength}`,
  },
  EXPIRE: {
    name: 'EXPIRE',
    parse: matching(/^(\d+)?(?: \(.*\))?$/, (expire) =>
      expire === undefined ? {} : { expire: Number(expire) },
    ),
    print: ({ expire }) => String(expire ?? ''),
  },
  COOKIE: {
    name: 'COOKIE',
    parse: parseCookie,
    print: ({ clientCookie, serverCookie }) =>
      printHex(clientCookie) + (serverCookie === undefined ? '' : printHex(serverCookie)),
  },
  'TCP-KEEPALIVE': {
    name: 'TCP-KEEPALIVE',
    parse: matching(/^(?:(\d+)\.(\d) secs)?$/, (seconds, tenths) =>
      seconds === undefined ? {} : { timeoutMs: Number(seconds) * 1000 + Number(tenths) * 100 },
    ),
    print: ({ timeoutMs }) => (timeoutMs === undefined ? '' : `${(timeoutMs / 1000).toFixed(1)} secs`),
  },
  PADDING: {
    name: 'PAD',
    parse: matching(/^\((\d+) bytes\)$/, (length) => ({ length: Number(length) })),
    print: ({ length }) => `(${length} bytes)`,
  },
  CHAIN: {
    name: 'CHAIN',
    parse: (text) => ({ closestTrustPoint: Name.from(text.replace(/^"(.*)"$/, '$1')) }),
    print: ({ closestTrustPoint }) => closestTrustPoint.toString(),
  },
  'KEY-TAG': {
    name: 'KEY-TAG',
    parse: matching(/^(\d+(?:, \d+)*)$/, (tags = '') => ({ keyTags: tags.split(', ').map(Number) })),
    print: ({ keyTags }) => keyTags.join(', '),
  },
  EDE: {
    name: 'EDE',
    parse: matching(/^(\d+)(?: \([^()]*\))?(?:: \((.*)\))?$/, (infoCode, text = '') => ({
      infoCode: Number(infoCode),
      extraText: new TextDecoder('utf-8', { ignoreBOM: true }).decode(unescape(text)),
    })),
    print: ({ infoCode, extraText }) => {
      const purpose = extendedErrorPurpose(infoCode);
      const words = extraText === '' ? '' : `: (${escaped(extraText)})`;
      return `${infoCode}${purpose === undefined ? '' : ` (${purpose})`}${words}`;
    },
  },
  'CLIENT-TAG': tag('CLIENT-TAG'),
  'SERVER-TAG': tag('SERVER-TAG'),
  'REPORT-CHANNEL': {
    name: 'REPORT-CHANNEL',
    parse: (text) => ({ agentDomain: Name.from(text) }),
    print: ({ agentDomain }) => agentDomain.toString(),
  },
  ZONEVERSION: {
    name: 'ZONEVERSION',
    parse: parseZoneVersion,
    print: printZoneVersion,
  },
};

/** A parser of what a pattern matches, by its groups. */
function matching<Data>(
  pattern: RegExp,
  read: (...groups: (string | undefined)[]) => Data,
): (text: string) => Data | undefined {
  return (text) => {
    const match = pattern.exec(text);
    return match === null ? undefined : read(...match.slice(1));
  };
}

function algorithms(name: string): OptionText<UnderstoodAlgorithmsOption> {
  return {
    name,
    parse: matching(/^(\d+(?: \d+)*)?$/, (numbers) => ({
      algorithms: numbers === undefined ? [] : numbers.split(' ').map(Number),
    })),
    print: ({ algorithms }) => algorithms.join(' '),
  };
}

function tag(name: string): OptionText<TagOption> {
  return {
    name,
    parse: matching(/^(\d+)$/, (tag) => ({ tag: Number(tag) })),
    print: ({ tag }) => String(tag),
  };
}

function parseCookie(text: string): CookieOption | undefined {
  const octets = octetsIn(text);
  if (octets === undefined) return undefined;
  const clientCookie = octets.subarray(0, CLIENT_COOKIE_OCTETS);
  if (octets.length === clientCookie.length) return { clientCookie };
  return { clientCookie, serverCookie: octets.subarray(CLIENT_COOKIE_OCTETS) };
}

/** `dig` has the zone's name, which it takes from the question, in place of the number of its labels. */
function parseZoneVersion(text: string): ZoneVersionOption | undefined {
  if (text === '') return {};
  const [, zone, labels, serial, type, octets = ''] =
    /^(?:ZONE: (\S+)|LABELS: (\d+)), (?:SOA-SERIAL: (\d+)|TYPE: (\d+), VERSION: ?(.*))$/.exec(text) ?? [];
  const labelCount = zone === undefined ? Number(labels) : Name.from(zone).labelCount;
  if (serial !== undefined) {
    const version = new Uint8Array(4);
    if (Number(serial) > 0xffff_ffff) return undefined;
    new DataView(version.buffer).setUint32(0, Number(serial));
    return { labelCount, type: SOA_SERIAL, version };
  }
  const version = octetsIn(octets);
  return version && { labelCount, type: Number(type), version };
}

function printZoneVersion({ labelCount, type, version }: ZoneVersionOption): string {
  if (version === undefined) return '';
  const what =
    type === SOA_SERIAL
      ? `SOA-SERIAL: ${new Reader(version).u32()}`
      : `TYPE: ${type}, VERSION: ${printHex(version)}`;
  return `LABELS: ${labelCount}, ${what}`.trimEnd();
}

/** Pairs of hexadecimal digits, which `dig` parts by blanks and shows as characters behind; undefined where they are none. */
export function octetsIn(text: string): Uint8Array | undefined {
  const [, digits] = /^((?:[\da-f]{2} ?)*)(?:\(.*\))?$/i.exec(text) ?? [];
  return digits === undefined ? undefined : parseHex(digits.replaceAll(' ', ''));
}

/** Octets, and behind them the characters among them. */
export function printOctets(octets: Uint8Array): string {
  const characters = Array.from(octets, (octet) =>
    octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.',
  );
  return octets.length === 0 ? '' : `${printHex(octets)} ("${characters.join('')}")`;
}

/** What may steer a terminal or end the line, and the backslash, as `\DDD` of its UTF-8 octets. */
function escaped(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\\]/gu, (character) =>
    Array.from(new TextEncoder().encode(character), (octet) => `\\${String(octet).padStart(3, '0')}`).join(
      '',
    ),
  );
}
