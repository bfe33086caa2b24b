import type { ExtendedError } from '../errors/index.ts';
import { Reader, type Writer } from '../wire/index.ts';

/** The OPT pseudo-record's type (RFC 6891 6.1.1). */
export const OPT = 41;
/** Extended DNS Errors (RFC 8914). */
const OPTION_EDE = 15;
const DO = 0x8000;

/** What the OPT pseudo-record says (RFC 6891). */
export interface Edns {
  /** The largest UDP message that the sender can take, in octets. */
  readonly udpPayloadOctets: number;
  readonly version: number;
  /** DO: the sender wants DNSSEC records (RFC 3225). */
  readonly dnssecOk: boolean;
  readonly options: readonly EdnsOption[];
}

export interface EdnsOption {
  readonly code: number;
  readonly data: Uint8Array;
}

/** Reads the rest of an OPT record, the cursor behind its type. Throws `WireError`. */
export function readEdns(reader: Reader): { edns: Edns; extendedRcode: number } {
  const udpPayloadOctets = reader.u16();
  const extendedRcode = reader.u8();
  const version = reader.u8();
  const flags = reader.u16();
  const options: EdnsOption[] = [];
  reader.within(reader.u16(), () => {
    while (reader.remaining > 0) options.push({ code: reader.u16(), data: reader.octets(reader.u16()) });
  });
  return { edns: { udpPayloadOctets, version, dnssecOk: (flags & DO) !== 0, options }, extendedRcode };
}

/** Writes an OPT record with the upper 8 bits of the rcode. Throws `RangeError`. */
export function writeEdns(writer: Writer, edns: Edns, extendedRcode: number): void {
  writer.u8(0);
  writer.u16(OPT);
  writer.u16(edns.udpPayloadOctets);
  writer.u8(extendedRcode);
  writer.u8(edns.version);
  writer.u16(edns.dnssecOk ? DO : 0);
  writer.lengthPrefixed(() => {
    for (const { code, data } of edns.options) {
      writer.u16(code);
      writer.lengthPrefixed(() => writer.octets(data));
    }
  });
}

/** The extended errors that a message carries (RFC 8914). An option too short to be one is passed over. */
export function extendedErrorsOf(edns: Edns | undefined): ExtendedError[] {
  const errors: ExtendedError[] = [];
  for (const { code, data } of edns?.options ?? []) {
    if (code !== OPTION_EDE || data.length < 2) continue;
    const infoCode = new Reader(data).u16();
    const purpose = PURPOSES[infoCode];
    const extraText = new TextDecoder().decode(data.subarray(2)).replace(/\0$/, '');
    errors.push({ infoCode, ...(purpose === undefined ? {} : { purpose }), extraText });
  }
  return errors;
}

/** By INFO-CODE (IANA: Extended DNS Error Codes). */
const PURPOSES: readonly string[] = [
  'Other Error',
  'Unsupported DNSKEY Algorithm',
  'Unsupported DS Digest Type',
  'Stale Answer',
  'Forged Answer',
  'DNSSEC Indeterminate',
  'DNSSEC Bogus',
  'Signature Expired',
  'Signature Not Yet Valid',
  'DNSKEY Missing',
  'RRSIGs Missing',
  'No Zone Key Bit Set',
  'NSEC Missing',
  'Cached Error',
  'Not Ready',
  'Blocked',
  'Censored',
  'Filtered',
  'Prohibited',
  'Stale NXDOMAIN Answer',
  'Not Authoritative',
  'Not Supported',
  'No Reachable Authority',
  'Network Error',
  'Invalid Data',
  'Signature Expired before Valid',
  'Too Early',
  'Unsupported NSEC3 Iterations Value',
  'Unable to conform to policy',
  'Synthesized',
  'Invalid Query Type',
];
