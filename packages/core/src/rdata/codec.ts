import type { Name } from '../name/index.ts';
import type { Reader, Writer } from '../wire/index.ts';
import type { RecordType } from './rdata-by-type.ts';

/** The wire form of one type's rdata. */
export interface RdataCodec<Rdata> {
  /** The type's code point (IANA: Resource Record TYPEs). */
  readonly code: number;
  /**
   * Whether the rdata has this form in class IN alone, as the type's RFC says. In other classes it is octets: the same
   * code may mean something else there (RFC 1035 3.4, RFC 3597 3). False by default.
   */
  readonly internetOnly?: boolean;
  /** Reads rdata; the reader ends where the rdata ends. Throws `WireError`. */
  readonly read: (reader: Reader, types: TypeNames) => Rdata;
  /** Writes rdata. Throws `RangeError` where a field does not fit. */
  readonly write: (writer: Writer, rdata: Rdata, types: TypeNames) => void;
}

/** The presentation form of one type's rdata (RFC 1035 5.1). */
export interface RdataText<Rdata> {
  /** Throws `ParseError`. */
  readonly parse: (fields: RdataFields) => Rdata;
  /** The text, or undefined where the form has no words for what came from the wire: the generic one stands in then. */
  readonly print: (rdata: Rdata) => string | undefined;
}

/** A presentation form that has words for any rdata. */
export interface CompleteRdataText<Rdata> extends RdataText<Rdata> {
  readonly print: (rdata: Rdata) => string;
}

/** What record types are called, for rdata that names some: one registry has one name for each. */
export interface TypeNames {
  /** The mnemonic of a code point; `TYPE…` where the registry has none (RFC 3597 5). */
  nameOf(code: number): RecordType;
  /** The code point of a type. Throws `RangeError` for a mnemonic that is not in the registry. */
  codeOf(type: RecordType): number;
  /** Reads a mnemonic or `TYPE…` in any case; undefined where it is neither. */
  parse(text: string): RecordType | undefined;
}

/** The fields of an rdata text, one after the other. Each call throws `ParseError` where the next field is not of its kind. */
export interface RdataFields {
  /** Whether another field follows. */
  readonly more: boolean;
  /** The next field as it was written, escapes not resolved; a quoted one without its quotes is refused. */
  word(): string;
  /** The next field, quoted or not, as octets with its escapes resolved. */
  octets(): Uint8Array;
  /** The next field, quoted or not, as a character-string of at most 255 octets (RFC 1035 3.3). */
  characterString(): Uint8Array;
  /** An unsigned decimal number. */
  integer(maximum: number): number;
  /** A mnemonic of the table, in any case, or an unsigned decimal number. */
  mnemonic(codes: Readonly<Record<string, number>>, maximum: number): number;
  /** A TTL or an interval in seconds: a number, or one with units as BIND writes it (`1h30m`). */
  seconds(): number;
  /** A name; a relative one is taken below the origin. */
  name(): Name;
  /** The names of record types. */
  readonly types: TypeNames;
  /** A record type by mnemonic or as `TYPE…`. */
  type(): RecordType;
  /** All fields to the end of the rdata as one hexadecimal string, of at least one octet. */
  hex(): Uint8Array;
  /** All fields to the end of the rdata as one base64 string, of at least one octet. */
  base64(): Uint8Array;
}
