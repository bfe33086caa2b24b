import { WireError } from '../../errors/index.ts';
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6, Reader, Writer } from '../../wire/index.ts';
import { encodeUtf8 } from '../../wire/utf8.ts';
import { requireAddress } from '../address-text.ts';
import { octetsOf, stringOf } from '../octet-string.ts';

/** The parameters of an SVCB or HTTPS record (RFC 9460 7). A key that is absent from the record is absent here. */
export interface SvcParams {
  /** Keys that a client must understand to use the record, ascending (RFC 9460 8). */
  readonly mandatory?: readonly number[];
  /** Protocol IDs beside the scheme's default, one character an octet (RFC 9460 7.1). */
  readonly alpn?: readonly string[];
  /** Whether the scheme's default protocol is not offered (RFC 9460 7.1). */
  readonly noDefaultAlpn?: true;
  readonly port?: number;
  readonly ipv4hint?: readonly string[];
  /** An ECHConfigList (RFC 9848), at least one octet. */
  readonly ech?: Uint8Array;
  readonly ipv6hint?: readonly string[];
  /** The URI template of a DoH server, relative to its origin (RFC 9461 5). */
  readonly dohpath?: string;
  /** Whether the target is an Oblivious HTTP gateway (RFC 9540). */
  readonly ohttp?: true;
  /** The groups of TLS that the server takes key shares of, each once (draft-ietf-tls-key-share-prediction). */
  readonly tlsSupportedGroups?: readonly number[];
  /** The segments of a DNS over CoAP server's path, one character an octet; none for the root (RFC 9953). */
  readonly docpath?: readonly string[];
  /** Values of all other keys, by key. */
  readonly other?: ReadonlyMap<number, Uint8Array>;
}

/** The typed keys of `SvcParams`, all but `other`. */
export type SvcParamName = Exclude<keyof SvcParams, 'other'>;

/** Builds up while a record is read or parsed. */
export type SvcParamsDraft = { -readonly [Key in SvcParamName]?: SvcParams[Key] } & {
  other?: Map<number, Uint8Array>;
};

interface SvcParamCodec {
  readonly name: SvcParamName;
  readonly read: (reader: Reader) => SvcParams;
  readonly write: (writer: Writer, params: SvcParams) => void;
}

/** The keys with a type of their own, each at its number (IANA: DNS SVCB Service Parameter Keys). */
const CODECS: readonly SvcParamCodec[] = [
  {
    name: 'mandatory',
    read: (reader) => ({ mandatory: many(reader, readMandatoryKey) }),
    write: (writer, { mandatory = [] }) => mandatory.forEach((key) => writer.u16(key)),
  },
  {
    name: 'alpn',
    read: (reader) => ({ alpn: many(reader, readProtocolId) }),
    write: (writer, { alpn = [] }) => alpn.forEach((id) => writer.characterString(octetsOf(id))),
  },
  { name: 'noDefaultAlpn', read: () => ({ noDefaultAlpn: true }), write: () => {} },
  {
    name: 'port',
    read: (reader) => ({ port: reader.u16() }),
    write: (writer, { port = 0 }) => writer.u16(port),
  },
  {
    name: 'ipv4hint',
    read: (reader) => ({ ipv4hint: many(reader, () => formatIpv4(reader.octets(4))) }),
    write: (writer, { ipv4hint = [] }) =>
      ipv4hint.forEach((address) => writer.octets(requireAddress(address, parseIpv4, RangeError))),
  },
  { name: 'ech', read: readEch, write: (writer, { ech = new Uint8Array() }) => writer.octets(ech) },
  {
    name: 'ipv6hint',
    read: (reader) => ({ ipv6hint: many(reader, () => formatIpv6(reader.octets(16))) }),
    write: (writer, { ipv6hint = [] }) =>
      ipv6hint.forEach((address) => writer.octets(requireAddress(address, parseIpv6, RangeError))),
  },
  {
    name: 'dohpath',
    read: (reader) => ({ dohpath: readUtf8(reader) }),
    write: (writer, { dohpath = '' }) => writer.octets(encodeUtf8(dohpath)),
  },
  { name: 'ohttp', read: () => ({ ohttp: true }), write: () => {} },
  {
    name: 'tlsSupportedGroups',
    read: readGroups,
    write: (writer, { tlsSupportedGroups = [] }) => tlsSupportedGroups.forEach((group) => writer.u16(group)),
  },
  {
    name: 'docpath',
    read: (reader) => ({ docpath: reader.remaining === 0 ? [] : many(reader, readString) }),
    write: (writer, { docpath = [] }) =>
      docpath.forEach((segment) => writer.characterString(octetsOf(segment))),
  },
];

/** The typed parameters, each at its key. */
export const svcParamNames: readonly SvcParamName[] = /* @__PURE__ */ CODECS.map(({ name }) => name);

function isParamName(name: string): boolean {
  return (svcParamNames as readonly string[]).includes(name);
}

/**
 * Every parameter of a record as key and value in wire form, by ascending key.
 * Throws `RangeError` for a value that is not of its key's form, and for a key that stands twice.
 */
export function svcParamEntries(params: SvcParams): [key: number, value: Uint8Array][] {
  const unknown = Object.keys(params).find((name) => name !== 'other' && !isParamName(name));
  if (typeof params !== 'object' || unknown !== undefined)
    throw new RangeError(`${unknown ?? typeof params} is no parameter`);
  const entries: [number, Uint8Array][] = [...(params.other ?? [])];
  for (const [key] of entries)
    if (key < CODECS.length) throw new RangeError(`the parameter ${key} has a field of its own`);
  for (const [key, { name, write }] of CODECS.entries()) {
    if (params[name] === undefined) continue;
    const writer = new Writer(VALUE_OCTETS_HINT);
    write(writer, params);
    entries.push([key, checked(key, writer.finish())]);
  }
  return entries.toSorted(([left], [right]) => left - right);
}

const VALUE_OCTETS_HINT = 64;

/** What would not be read must not be written. */
function checked(key: number, value: Uint8Array): Uint8Array {
  try {
    const reader = new Reader(value);
    reader.within(value.length, () => readSvcParam({}, key, reader));
    return value;
  } catch (cause) {
    if (cause instanceof WireError)
      throw new RangeError(`${svcParamNames[key]}: ${cause.message}`, { cause });
    throw cause;
  }
}

/** Adds the parameter whose value the reader is confined to. Throws `WireError` where the value is not of the key's form. */
export function readSvcParam(draft: SvcParamsDraft, key: number, reader: Reader): void {
  const codec = CODECS[key];
  if (codec !== undefined) Object.assign(draft, codec.read(reader));
  else (draft.other ??= new Map()).set(key, reader.octets(reader.remaining));
}

/** What parameters say against each other (RFC 9460 2.4.3); undefined where they agree. */
export function svcParamsFault(params: SvcParams): string | undefined {
  if (params.noDefaultAlpn && params.alpn === undefined) return 'no-default-alpn without alpn';
  const missing = params.mandatory?.find((key) => {
    const name = svcParamNames[key];
    return name === undefined ? params.other?.has(key) !== true : params[name] === undefined;
  });
  return missing === undefined ? undefined : `the mandatory key ${missing} is absent`;
}

/** One or more values to the end; an empty list is malformed (RFC 9460 7). */
function many<T>(reader: Reader, read: (reader: Reader, before: readonly T[]) => T): T[] {
  const values: T[] = [];
  do values.push(read(reader, values));
  while (reader.remaining > 0);
  return values;
}

/** Ascending, without repetition and without `mandatory` itself (RFC 9460 8). */
function readMandatoryKey(reader: Reader, before: readonly number[]): number {
  const key = reader.u16();
  if (key <= (before.at(-1) ?? 0)) throw reader.error('mandatory keys out of order', reader.offset - 2);
  return key;
}

/** Engines copy characters into strings of up to this length, and hold longer ones in parts. */
const COPIED_CHARACTERS = 12;

function readString(reader: Reader): string {
  const length = reader.u8();
  if (length > COPIED_CHARACTERS) return stringOf(reader.octets(length));
  // Octet by octet: a value holds up to 65,000 strings, and an array for each takes longer than all the rest.
  let text = '';
  for (let at = 0; at < length; at++) text += String.fromCharCode(reader.u8());
  return text;
}

function readProtocolId(reader: Reader): string {
  const id = readString(reader);
  if (id === '') throw reader.error('an empty ALPN protocol ID');
  return id;
}

function readEch(reader: Reader): SvcParams {
  if (reader.remaining === 0) throw reader.error('an empty ECHConfigList');
  return { ech: reader.octets(reader.remaining) };
}

function readGroups(reader: Reader): SvcParams {
  const start = reader.offset;
  const tlsSupportedGroups = many(reader, () => reader.u16());
  if (new Set(tlsSupportedGroups).size < tlsSupportedGroups.length)
    throw reader.error('a group of TLS stands twice', start);
  return { tlsSupportedGroups };
}

function readUtf8(reader: Reader): string {
  const start = reader.offset;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(reader.octets(reader.remaining));
  } catch (cause) {
    if (cause instanceof TypeError) throw reader.error('a dohpath that is not UTF-8', start);
    throw cause;
  }
}
