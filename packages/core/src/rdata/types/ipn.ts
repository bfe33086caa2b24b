import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The number of a node of the Bundle Protocol (draft-johnson-dns-ipn-cla-07 3.1). */
export interface Ipn {
  /** 64 bits. */
  readonly nodeNumber: bigint;
}

export const ipn: RdataCodec<Ipn> = {
  code: 264,
  read: (reader) => ({ nodeNumber: reader.u64() }),
  write: (writer, { nodeNumber }) => writer.u64(nodeNumber),
};

/** A number, or its upper and lower 32 bits with a dot between them. */
export const ipnText: RdataText<Ipn> = {
  parse: (fields) => {
    const text = fields.word();
    const [, high, low] = /^(\d{1,20})(?:\.(\d{1,10}))?$/.exec(text) ?? [];
    const upper = low === undefined ? 0n : BigInt(high ?? 0);
    const lower = BigInt(low ?? high ?? -1);
    const bits = low === undefined ? 64 : 32;
    if (lower < 0n || BigInt.asUintN(bits, lower) !== lower || BigInt.asUintN(32, upper) !== upper)
      throw new ParseError(`${JSON.stringify(text)} is no node number`);
    return { nodeNumber: (upper << 32n) | lower };
  },
  print: ({ nodeNumber }) => String(nodeNumber),
};
