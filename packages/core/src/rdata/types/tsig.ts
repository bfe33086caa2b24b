import { ParseError } from '../../errors/index.ts';
import { type Name, readName, writeName } from '../../name/index.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';
import { printMnemonic } from '../mnemonics.ts';
import { parseBase64, printBase64 } from '../octets-text.ts';
import { transactionErrors } from '../transaction-errors.ts';

/** The signature of a message with a shared secret (RFC 8945 4.2). */
export interface Tsig {
  readonly algorithmName: Name;
  /** In seconds since 1970: 48 bits. */
  readonly timeSigned: number;
  /** How far the clocks may be apart, in seconds. */
  readonly fudge: number;
  readonly mac: Uint8Array;
  /** The ID of the message that was signed. */
  readonly originalId: number;
  /** An rcode, or 16 for BADSIG, 17 for BADKEY, 18 for BADTIME, 22 for BADTRUNC. */
  readonly error: number;
  /** The server's time where the error is BADTIME. */
  readonly otherData: Uint8Array;
}

const MAX_TIME = 2 ** 48 - 1;

export const tsig: RdataCodec<Tsig> = {
  code: 250,
  read: (reader) => ({
    algorithmName: readName(reader),
    timeSigned: reader.u48(),
    fudge: reader.u16(),
    mac: reader.octets(reader.u16()),
    originalId: reader.u16(),
    error: reader.u16(),
    otherData: reader.octets(reader.u16()),
  }),
  write: (writer, tsig) => {
    writeName(writer, tsig.algorithmName);
    writer.u48(tsig.timeSigned);
    writer.u16(tsig.fudge);
    writer.lengthPrefixed(() => writer.octets(tsig.mac));
    writer.u16(tsig.originalId);
    writer.u16(tsig.error);
    writer.lengthPrefixed(() => writer.octets(tsig.otherData));
  },
};

/** As `dig` and `drill` show it: both lengths stand before their octets, which are left out where there are none. */
export const tsigText: RdataText<Tsig> = {
  parse: (fields) => ({
    algorithmName: fields.name(),
    timeSigned: parseTime(fields),
    fudge: fields.integer(0xffff),
    mac: parseSized(fields),
    originalId: fields.integer(0xffff),
    error: fields.mnemonic(transactionErrors, 0xffff),
    otherData: parseSized(fields),
  }),
  print: ({ algorithmName, timeSigned, fudge, mac, originalId, error, otherData }) =>
    [
      algorithmName,
      timeSigned,
      fudge,
      printSized(mac),
      originalId,
      printMnemonic(transactionErrors, error),
      printSized(otherData),
    ].join(' '),
};

function parseTime(fields: RdataFields): number {
  const text = fields.word();
  const time = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(time <= MAX_TIME)) throw new ParseError(`${JSON.stringify(text)} is no time of 48 bits`);
  return time;
}

function parseSized(fields: RdataFields): Uint8Array {
  const size = fields.integer(0xffff);
  const octets = size === 0 ? new Uint8Array() : parseBase64(fields.word());
  if (octets.length !== size) throw new ParseError(`${size} octets announced, ${octets.length} written`);
  return octets;
}

function printSized(octets: Uint8Array): string {
  return `${octets.length} ${printBase64(octets)}`.trimEnd();
}
