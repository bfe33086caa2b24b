import { type A, a } from './a.ts';
import { type Aaaa, aaaa } from './aaaa.ts';
import { type Caa, caa } from './caa.ts';
import { type Cname, cname } from './cname.ts';
import type { RdataCodec } from './codec.ts';
import { type Mx, mx } from './mx.ts';
import { type Ns, ns } from './ns.ts';
import { type Ptr, ptr } from './ptr.ts';
import { type Soa, soa } from './soa.ts';
import { type Srv, srv } from './srv.ts';
import { type Svcb, svcb } from './svcb.ts';
import { type Txt, txt } from './txt.ts';
import { type UnknownRdata, unknown } from './unknown.ts';

/** The types with typed rdata, by mnemonic. */
export interface RdataByType {
  A: A;
  NS: Ns;
  CNAME: Cname;
  SOA: Soa;
  PTR: Ptr;
  MX: Mx;
  TXT: Txt;
  AAAA: Aaaa;
  SRV: Srv;
  SVCB: Svcb;
  HTTPS: Svcb;
  CAA: Caa;
}

/** A type that has typed rdata here. */
export type KnownType = keyof RdataByType;
/** A type by its number, in the notation of RFC 3597 5. */
export type NumberedType = `TYPE${number}`;
/** Any record type: by mnemonic where it has typed rdata, else as `TYPE65280`. */
export type RecordType = KnownType | NumberedType;
/** The rdata of a type: raw octets where it has none of its own. */
export type Rdata<Type extends RecordType = RecordType> = Type extends KnownType
  ? RdataByType[Type]
  : UnknownRdata;

interface Entry<Type extends KnownType> {
  readonly code: number;
  readonly codec: RdataCodec<RdataByType[Type]>;
}

/** One line a type (IANA: Resource Record TYPEs). */
const TYPES: { readonly [Type in KnownType]: Entry<Type> } = {
  A: { code: 1, codec: a },
  NS: { code: 2, codec: ns },
  CNAME: { code: 5, codec: cname },
  SOA: { code: 6, codec: soa },
  PTR: { code: 12, codec: ptr },
  MX: { code: 15, codec: mx },
  TXT: { code: 16, codec: txt },
  AAAA: { code: 28, codec: aaaa },
  SRV: { code: 33, codec: srv },
  SVCB: { code: 64, codec: svcb },
  HTTPS: { code: 65, codec: svcb },
  CAA: { code: 257, codec: caa },
};

const MNEMONICS: ReadonlyMap<number, KnownType> = new Map(
  Object.entries(TYPES).map(([type, { code }]) => [code, type as KnownType]),
);

/** The type of a code point; `TYPE…` where it has no typed rdata here. */
export function typeOfCode(code: number): RecordType {
  return MNEMONICS.get(code) ?? `TYPE${code}`;
}

/** The code point of a type. Throws `RangeError` for a number beyond 65535. */
export function codeOfType(type: RecordType): number {
  if (isKnownType(type)) return TYPES[type].code;
  const code = /^TYPE(\d{1,5})$/.exec(type)?.[1];
  if (code === undefined || Number(code) > 0xffff) throw new RangeError(`${type} is no record type`);
  return Number(code);
}

/** Reads a mnemonic or `TYPE…` in any case; undefined where it is neither. */
export function parseType(text: string): RecordType | undefined {
  const upper = text.toUpperCase();
  if (isKnownType(upper)) return upper;
  const code = /^TYPE(\d{1,5})$/.exec(upper)?.[1];
  return code === undefined || Number(code) > 0xffff ? undefined : typeOfCode(Number(code));
}

/** The codec of a type; that of RFC 3597 for a type that has none of its own. */
export function codecOf<Type extends RecordType>(type: Type): RdataCodec<Rdata<Type>> {
  return (isKnownType(type) ? TYPES[type].codec : unknown) as RdataCodec<Rdata<Type>>;
}

function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(TYPES, type);
}
