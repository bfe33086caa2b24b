import type { ExtendedError } from '../errors/index.ts';
import type { Reader, Writer } from '../wire/index.ts';
import {
  type EdnsOption,
  type EdnsOptionData,
  type EdnsOptionName,
  readOption,
  writeOption,
} from './edns-option.ts';
import { extendedErrorPurposes } from './options/extended-error.ts';

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

/** Reads the rest of an OPT record, the cursor behind its type. Throws `WireError`. */
export function readEdns(reader: Reader): { edns: Edns; extendedRcode: number } {
  const udpPayloadOctets = reader.u16();
  const extendedRcode = reader.u8();
  const version = reader.u8();
  const flags = reader.u16();
  const options: EdnsOption[] = [];
  reader.within(reader.u16(), () => {
    while (reader.remaining > 0) options.push(readOption(reader));
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
    for (const option of edns.options) writeOption(writer, option);
  });
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

/** The extended errors that a message carries (RFC 8914). */
export function extendedErrorsOf(edns: Edns | undefined): ExtendedError[] {
  return optionsOf(edns, 'EDE').map(({ infoCode, extraText }) => {
    const purpose = extendedErrorPurposes[infoCode];
    return { infoCode, ...(purpose === undefined ? {} : { purpose }), extraText };
  });
}
