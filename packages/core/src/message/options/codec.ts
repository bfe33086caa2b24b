import type { Reader, Writer } from '../../wire/index.ts';

/** The wire form of one EDNS option's data. */
export interface EdnsOptionCodec<Data> {
  /** The option's code point (IANA: DNS EDNS0 Option Codes). */
  readonly code: number;
  /**
   * Reads an option's octets, to which the reader is confined. Undefined where they are not of its form: throws nothing,
   * as a message holds thousands of options and each error would cost more than all the rest.
   */
  readonly read: (reader: Reader) => Data | undefined;
  /** Throws `RangeError` where a field does not fit. */
  readonly write: (writer: Writer, data: Data) => void;
}
