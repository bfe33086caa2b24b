import type { EdnsOptionCodec } from './codec.ts';

/** When a secondary server lets the zone expire (RFC 7314 2). */
export interface ExpireOption {
  /** In seconds; absent in a query. */
  readonly expire?: number;
}

const OCTETS = 4;

export const expire: EdnsOptionCodec<ExpireOption> = {
  code: 9,
  read: (reader) => {
    if (reader.remaining === 0) return {};
    return reader.remaining === OCTETS ? { expire: reader.u32() } : undefined;
  },
  write: (writer, { expire }) => {
    if (expire !== undefined) writer.u32(expire);
  },
};
