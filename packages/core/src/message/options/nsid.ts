import type { EdnsOptionCodec } from './codec.ts';

/** Which of several servers answered (RFC 5001 2.3); empty in a query. */
export interface NsidOption {
  /** Octets of the server's own choice. */
  readonly nsid: Uint8Array;
}

export const nsid: EdnsOptionCodec<NsidOption> = {
  code: 3,
  read: (reader) => ({ nsid: reader.octets(reader.remaining) }),
  write: (writer, { nsid }) => writer.octets(nsid),
};
