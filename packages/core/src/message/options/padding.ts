import type { EdnsOptionCodec } from './codec.ts';

/** Octets that hide how long a message is (RFC 7830 3). */
export interface PaddingOption {
  /** The number of octets. Which they are means nothing: zeros are written, and any are taken. */
  readonly length: number;
}

const MAX_OCTETS = 0xffff;

export const padding: EdnsOptionCodec<PaddingOption> = {
  code: 12,
  read: (reader) => {
    const length = reader.remaining;
    reader.skip(length);
    return { length };
  },
  write: (writer, { length }) => {
    if (!(Number.isInteger(length) && length >= 0 && length <= MAX_OCTETS))
      throw new RangeError(`${length} octets of padding`);
    writer.octets(new Uint8Array(length));
  },
};
