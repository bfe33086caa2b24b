import type { EdnsOptionCodec } from './codec.ts';

/** How long the records of a dynamic update may stay (RFC 9664 4). */
export interface UpdateLeaseOption {
  /** In seconds. */
  readonly lease: number;
  /** The same for KEY records, where it is another. */
  readonly keyLease?: number;
}

const SHORT_OCTETS = 4;
const LONG_OCTETS = 8;

export const updateLease: EdnsOptionCodec<UpdateLeaseOption> = {
  code: 2,
  read: (reader) => {
    if (reader.remaining === SHORT_OCTETS) return { lease: reader.u32() };
    return reader.remaining === LONG_OCTETS ? { lease: reader.u32(), keyLease: reader.u32() } : undefined;
  },
  write: (writer, { lease, keyLease }) => {
    writer.u32(lease);
    if (keyLease !== undefined) writer.u32(keyLease);
  },
};
