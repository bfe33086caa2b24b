import type * as common from './common-codecs.ts';
import type * as further from './further-codecs.ts';
import type { UnknownRdata } from './types/unknown.ts';

type Rdatas<Table> = {
  [Type in keyof Table]: Table[Type] extends { readonly read: (...args: never) => infer R } ? R : never;
};

/**
 * The types with typed rdata, by mnemonic. An application that registers a type of its own declares it here,
 * by `declare module '@hushdns/core' { interface RdataByType { MINE: Mine } }`.
 */
export interface RdataByType extends Rdatas<typeof common>, Rdatas<typeof further> {}

/** A type that has typed rdata here. */
export type KnownType = keyof RdataByType;
/** A type that is typed without a registry being passed. */
export type CommonType = keyof typeof common;
/** A type by its number, in the notation of RFC 3597 5. */
export type NumberedType = `TYPE${number}`;
/** Any record type: by mnemonic where it has typed rdata, else as `TYPE65280`. */
export type RecordType = KnownType | NumberedType;
/** The rdata of a type: raw octets where it has none of its own. */
export type Rdata<Type extends RecordType = RecordType> = Type extends KnownType
  ? RdataByType[Type]
  : UnknownRdata;
