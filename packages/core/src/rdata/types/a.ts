import { formatIpv4, parseIpv4, parseIpv4Number } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** An IPv4 host address (RFC 1035 3.4.1). */
export interface A {
  /** In dotted decimals. */
  readonly address: string;
}

// A type whose mnemonic is its interface's name has both under one.
export const A: RdataCodec<A> = {
  code: 1,
  internetOnly: true,
  read: (reader) => ({ address: formatIpv4(reader.bytes, reader.take(4)) }),
  write: (writer, { address }) => writer.u32(requireAddress(address, parseIpv4Number, RangeError)),
};

export const aText: RdataText<A> = {
  parse: (fields) => ({ address: formatIpv4(requireAddress(fields.word(), parseIpv4)) }),
  print: ({ address }) => address,
};
