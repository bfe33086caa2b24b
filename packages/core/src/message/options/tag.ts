import type { EdnsOptionCodec } from './codec.ts';

/** A number that client or server wants to be told apart by (draft-bellis-dnsop-edns-tags-01 4). */
export interface TagOption {
  readonly tag: number;
}

const OCTETS = 2;

export const clientTag: EdnsOptionCodec<TagOption> = /* @__PURE__ */ tagOf(16);
export const serverTag: EdnsOptionCodec<TagOption> = /* @__PURE__ */ tagOf(17);

function tagOf(code: number): EdnsOptionCodec<TagOption> {
  return {
    code,
    read: (reader) => (reader.remaining === OCTETS ? { tag: reader.u16() } : undefined),
    write: (writer, { tag }) => writer.u16(tag),
  };
}
