import type { Reader, Writer } from '../wire/index.ts';
import type { Name } from '../name/index.ts';

/** The wire form of one type's rdata. */
export interface RdataCodec<Rdata> {
  /** Reads rdata; the reader ends where the rdata ends. Throws `WireError`. */
  read(reader: Reader): Rdata;
  /** Writes rdata. Throws `RangeError` where a field does not fit. */
  write(writer: Writer, rdata: Rdata): void;
}

/** The presentation form of one type's rdata (RFC 1035 5.1). */
export interface RdataText<Rdata> {
  /** Throws `ParseError`. */
  parse(fields: RdataFields): Rdata;
  print(rdata: Rdata): string;
}

/** The fields of an rdata text, one after the other. Each call throws `ParseError` where the next field is not of its kind. */
export interface RdataFields {
  /** Whether another field follows. */
  readonly more: boolean;
  /** The next field as it was written, escapes not resolved; a quoted one without its quotes. */
  word(): string;
  /** The next field, quoted or not, as octets with its escapes resolved. */
  octets(): Uint8Array;
  /** An unsigned decimal number. */
  integer(maximum: number): number;
  /** A TTL or an interval in seconds: a number, or one with units as BIND writes it (`1h30m`). */
  seconds(): number;
  /** A name; a relative one is taken below the origin. */
  name(): Name;
  /** All fields to the end of the rdata as one hexadecimal string. */
  hex(): Uint8Array;
}
