import { formatIpv6, parseIpv6 } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** An IPv6 host address (RFC 3596 2.2). */
export interface Aaaa {
  /** In the canonical text of RFC 5952. */
  readonly address: string;
}

export const aaaa: RdataCodec<Aaaa> = {
  code: 28,
  internetOnly: true,
  read: (reader) => ({ address: formatIpv6(reader.bytes, reader.take(16)) }),
  write: (writer, { address }) => writer.octets(requireAddress(address, parseIpv6, RangeError)),
};

export const aaaaText: RdataText<Aaaa> = {
  parse: (fields) => ({ address: formatIpv6(requireAddress(fields.word(), parseIpv6)) }),
  print: ({ address }) => address,
};
