import type { EdnsOptionCodec } from './codec.ts';

/** A long-lived query (RFC 8764 3.2). */
export interface LlqOption {
  readonly version: number;
  /** LLQ-SETUP is 1, LLQ-REFRESH 2, LLQ-EVENT 3. */
  readonly opcode: number;
  readonly error: number;
  /** 64 bits; 0 in the first message. */
  readonly id: bigint;
  /** In seconds. */
  readonly leaseLife: number;
}

const OCTETS = 18;

export const llq: EdnsOptionCodec<LlqOption> = {
  code: 1,
  read: (reader) =>
    reader.remaining === OCTETS
      ? {
          version: reader.u16(),
          opcode: reader.u16(),
          error: reader.u16(),
          id: reader.u64(),
          leaseLife: reader.u32(),
        }
      : undefined,
  write: (writer, { version, opcode, error, id, leaseLife }) => {
    writer.u16(version);
    writer.u16(opcode);
    writer.u16(error);
    writer.u64(id);
    writer.u32(leaseLife);
  },
};
