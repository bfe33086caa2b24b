import { formatIpv4, formatIpv6, parseIpv4, parseIpv6, type Reader, Writer } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';

/** The parameters of an SVCB or HTTPS record (RFC 9460 7). A key that is absent from the record is absent here. */
export interface SvcParams {
  /** Keys that a client must understand to use the record (RFC 9460 8). */
  readonly mandatory?: readonly number[];
  /** Protocol IDs beside the scheme's default, one character an octet (RFC 9460 7.1). */
  readonly alpn?: readonly string[];
  /** Whether the scheme's default protocol is not offered (RFC 9460 7.1). */
  readonly noDefaultAlpn?: true;
  readonly port?: number;
  readonly ipv4hint?: readonly string[];
  /** An ECHConfigList (RFC 9848). */
  readonly ech?: Uint8Array;
  readonly ipv6hint?: readonly string[];
  /** The URI template of a DoH server, relative to its origin (RFC 9461 5). */
  readonly dohpath?: string;
  /** Whether the target is an Oblivious HTTP gateway (RFC 9540). */
  readonly ohttp?: true;
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

/** The keys with a type of their own (IANA: DNS SVCB Service Parameter Keys). */
export const svcParamCodecs: ReadonlyMap<number, SvcParamCodec> = new Map<number, SvcParamCodec>([
  [
    0,
    {
      name: 'mandatory',
      read: (reader) => ({ mandatory: many(reader, readMandatoryKey) }),
      write: (writer, { mandatory = [] }) => mandatory.forEach((key) => writer.u16(key)),
    },
  ],
  [
    1,
    {
      name: 'alpn',
      read: (reader) => ({ alpn: many(reader, readProtocolId) }),
      write: (writer, { alpn = [] }) => alpn.forEach((id) => writer.characterString(octetsOf(id))),
    },
  ],
  [2, { name: 'noDefaultAlpn', read: () => ({ noDefaultAlpn: true }), write: () => {} }],
  [
    3,
    {
      name: 'port',
      read: (reader) => ({ port: reader.u16() }),
      write: (writer, { port = 0 }) => writer.u16(port),
    },
  ],
  [
    4,
    {
      name: 'ipv4hint',
      read: (reader) => ({ ipv4hint: many(reader, () => formatIpv4(reader.octets(4))) }),
      write: (writer, { ipv4hint = [] }) =>
        ipv4hint.forEach((address) => writer.octets(requireAddress(address, parseIpv4, RangeError))),
    },
  ],
  [
    5,
    {
      name: 'ech',
      read: (reader) => ({ ech: reader.octets(reader.remaining) }),
      write: (writer, { ech = new Uint8Array() }) => writer.octets(ech),
    },
  ],
  [
    6,
    {
      name: 'ipv6hint',
      read: (reader) => ({ ipv6hint: many(reader, () => formatIpv6(reader.octets(16))) }),
      write: (writer, { ipv6hint = [] }) =>
        ipv6hint.forEach((address) => writer.octets(requireAddress(address, parseIpv6, RangeError))),
    },
  ],
  [
    7,
    {
      name: 'dohpath',
      read: (reader) => ({ dohpath: readUtf8(reader) }),
      write: (writer, { dohpath = '' }) => writer.octets(new TextEncoder().encode(dohpath)),
    },
  ],
  [8, { name: 'ohttp', read: () => ({ ohttp: true }), write: () => {} }],
]);

/** The key number of each typed parameter. */
export const svcParamKeys: ReadonlyMap<SvcParamName, number> = new Map(
  Array.from(svcParamCodecs, ([key, { name }]) => [name, key]),
);

/** Every parameter of a record as key and value in wire form, by ascending key. */
export function svcParamEntries(params: SvcParams): [key: number, value: Uint8Array][] {
  const entries: [number, Uint8Array][] = [...(params.other ?? [])];
  for (const [key, codec] of svcParamCodecs) {
    if (params[codec.name] === undefined) continue;
    const writer = new Writer(VALUE_OCTETS_HINT);
    codec.write(writer, params);
    entries.push([key, writer.finish()]);
  }
  return entries.toSorted(([left], [right]) => left - right);
}

const VALUE_OCTETS_HINT = 64;

/** Adds the parameter whose value the reader is confined to. Throws `WireError` where the value is not of the key's form. */
export function readSvcParam(draft: SvcParamsDraft, key: number, reader: Reader): void {
  const codec = svcParamCodecs.get(key);
  if (codec !== undefined) Object.assign(draft, codec.read(reader));
  else (draft.other ??= new Map()).set(key, reader.octets(reader.remaining));
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

function readProtocolId(reader: Reader): string {
  const id = String.fromCharCode(...reader.characterString());
  if (id === '') throw reader.error('an empty ALPN protocol ID');
  return id;
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

function octetsOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
