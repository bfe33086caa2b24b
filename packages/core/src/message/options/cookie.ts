import type { EdnsOptionCodec } from './codec.ts';

/** What client and server know each other by, against forged addresses (RFC 7873 4). */
export interface CookieOption {
  /** 8 octets. */
  readonly clientCookie: Uint8Array;
  /** 8 to 32 octets; absent as long as the client has none. */
  readonly serverCookie?: Uint8Array;
}

const CLIENT_OCTETS = 8;
const MIN_SERVER_OCTETS = 8;
const MAX_SERVER_OCTETS = 32;

export const cookie: EdnsOptionCodec<CookieOption> = {
  code: 10,
  read: (reader) => {
    const serverOctets = reader.remaining - CLIENT_OCTETS;
    if (serverOctets !== 0 && !isServerLength(serverOctets)) return undefined;
    const clientCookie = reader.octets(CLIENT_OCTETS);
    return serverOctets === 0
      ? { clientCookie }
      : { clientCookie, serverCookie: reader.octets(serverOctets) };
  },
  write: (writer, { clientCookie, serverCookie }) => {
    if (clientCookie.length !== CLIENT_OCTETS) throw new RangeError('a client cookie has 8 octets');
    if (serverCookie !== undefined && !isServerLength(serverCookie.length))
      throw new RangeError('a server cookie has 8 to 32 octets');
    writer.octets(clientCookie);
    if (serverCookie !== undefined) writer.octets(serverCookie);
  },
};

function isServerLength(octets: number): boolean {
  return octets >= MIN_SERVER_OCTETS && octets <= MAX_SERVER_OCTETS;
}
