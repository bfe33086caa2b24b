import type { EdnsOptionCodec } from './codec.ts';

/** Which of several servers answered (RFC 5001 2.3); empty in a query. */
export interface Nsid {
  /** Octets of the server's own choice. */
  readonly nsid: Uint8Array;
}

export const nsid: EdnsOptionCodec<Nsid> = {
  code: 3,
  read: (reader) => ({ nsid: reader.octets(reader.remaining) }),
  write: (writer, { nsid }) => writer.octets(nsid),
};
