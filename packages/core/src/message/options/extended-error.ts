import { encodeUtf8 } from '../../wire/utf8.ts';
import type { EdnsOptionCodec } from './codec.ts';

/** Why a response is what it is (RFC 8914 2). */
export interface ExtendedErrorOption {
  /** `extendedErrorCodes` has its name. */
  readonly infoCode: number;
  /** Empty where there is none. Octets that are not UTF-8 are read as U+FFFD, and final NULs are taken off. */
  readonly extraText: string;
}

const MIN_OCTETS = 2;
const decoder: TextDecoder = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true });

export const extendedError: EdnsOptionCodec<ExtendedErrorOption> = {
  code: 15,
  read: (reader) => {
    if (reader.remaining < MIN_OCTETS) return undefined;
    const infoCode = reader.u16();
    if (reader.remaining === 0) return { infoCode, extraText: '' };
    const octets = reader.octets(reader.remaining);
    // All of them: a text must be read as it was written.
    const end = octets.findLastIndex((octet) => octet !== 0) + 1;
    return { infoCode, extraText: decoder.decode(octets.subarray(0, end)) };
  },
  write: (writer, { infoCode, extraText }) => {
    writer.u16(infoCode);
    writer.octets(encodeUtf8(extraText));
  },
};
