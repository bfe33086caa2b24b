import { type Reader, u16At, type Writer } from '../wire/index.ts';
import {
  type EdnsOption,
  type EdnsOptionData,
  type EdnsOptionName,
  readOption,
  writeOption,
} from './edns-option.ts';

/** The OPT pseudo-record's type (RFC 6891 6.1.1). */
export const OPT = 41;
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

/** Payload size, upper bits of the rcode, version, flags and the length of the options (RFC 6891 6.1.2). */
const OPT_FIELDS_OCTETS = 8;
/** With its owner, the root, and its type, without options. */
export const OPT_OCTETS: number = 3 + OPT_FIELDS_OCTETS;

/** Reads the rest of an OPT record, the cursor behind its type. Throws `WireError`. */
export function readEdns(reader: Reader): { edns: Edns; extendedRcode: number } {
  const at = reader.take(OPT_FIELDS_OCTETS);
  const { bytes } = reader;
  const udpPayloadOctets = u16At(bytes, at);
  const extendedRcode = bytes[at + 2] as number;
  const version = bytes[at + 3] as number;
  const flags = u16At(bytes, at + 4);
  const options: EdnsOption[] = [];
  const end = reader.confine(u16At(bytes, at + 6));
  while (reader.remaining > 0) options.push(readOption(reader));
  reader.release(end);
  return { edns: { udpPayloadOctets, version, dnssecOk: (flags & DO) !== 0, options }, extendedRcode };
}

/** Writes an OPT record with the upper 8 bits of the rcode. Throws `RangeError`. */
export function writeEdns(writer: Writer, edns: Edns, extendedRcode: number): void {
  const at = writer.take(OPT_OCTETS);
  writer.setU8(at, 0);
  writer.setU16(at + 1, OPT);
  writer.setU16(at + 3, edns.udpPayloadOctets);
  writer.setU8(at + 5, extendedRcode);
  writer.setU8(at + 6, edns.version);
  writer.setU16(at + 7, edns.dnssecOk ? DO : 0);
  for (const option of edns.options) writeOption(writer, option);
  writer.setU16(at + 9, writer.offset - at - OPT_OCTETS);
}

/** The data of all options of a name, `ECS` for example, in their order. */
export function optionsOf<Name extends EdnsOptionName>(
  edns: Edns | undefined,
  name: Name,
): EdnsOptionData[Name][] {
  const found: EdnsOptionData[Name][] = [];
  for (const { code, data } of edns?.options ?? [])
    if (code === name) found.push(data as EdnsOptionData[Name]);
  return found;
}
