import type { EdnsOptionCodec } from './codec.ts';

/** How long an idle connection may stay open (RFC 7828 3.1). */
export interface TcpKeepaliveOption {
  /** A multiple of 100, up to 6,553,500; absent in a query. */
  readonly timeoutMs?: number;
}

const UNIT_MS = 100;
const OCTETS = 2;

export const tcpKeepalive: EdnsOptionCodec<TcpKeepaliveOption> = {
  code: 11,
  read: (reader) => {
    if (reader.remaining === 0) return {};
    return reader.remaining === OCTETS ? { timeoutMs: reader.u16() * UNIT_MS } : undefined;
  },
  write: (writer, { timeoutMs }) => {
    if (timeoutMs === undefined) return;
    if (!(Number.isInteger(timeoutMs) && timeoutMs % UNIT_MS === 0))
      throw new RangeError(`${String(timeoutMs)} ms, which is no multiple of ${UNIT_MS}`);
    writer.u16(timeoutMs / UNIT_MS);
  },
};
