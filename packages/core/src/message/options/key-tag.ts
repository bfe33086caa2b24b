import type { EdnsOptionCodec } from './codec.ts';

/** The trust anchors that a resolver validates with (RFC 8145 4.1). */
export interface KeyTagOption {
  /** At least one. */
  readonly keyTags: readonly number[];
}

export const keyTag: EdnsOptionCodec<KeyTagOption> = {
  code: 14,
  read: (reader) => {
    if (reader.remaining === 0 || reader.remaining % 2 !== 0) return undefined;
    const keyTags: number[] = [];
    while (reader.remaining > 0) keyTags.push(reader.u16());
    return { keyTags };
  },
  write: (writer, { keyTags }) => {
    if (keyTags.length === 0) throw new RangeError('no key tags');
    for (const tag of keyTags) writer.u16(tag);
  },
};
