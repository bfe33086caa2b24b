import type { EdnsOptionCodec } from './codec.ts';

/** The algorithms that a client understands: of DNSKEY (DAU), DS (DHU) or NSEC3 records (N3U) (RFC 6975 3). */
export interface UnderstoodAlgorithmsOption {
  readonly algorithms: readonly number[];
}

export const dau: EdnsOptionCodec<UnderstoodAlgorithmsOption> = /* @__PURE__ */ listOf(5);
export const dhu: EdnsOptionCodec<UnderstoodAlgorithmsOption> = /* @__PURE__ */ listOf(6);
export const n3u: EdnsOptionCodec<UnderstoodAlgorithmsOption> = /* @__PURE__ */ listOf(7);

function listOf(code: number): EdnsOptionCodec<UnderstoodAlgorithmsOption> {
  return {
    code,
    read: (reader) => {
      const algorithms: number[] = [];
      while (reader.remaining > 0) algorithms.push(reader.u8());
      return { algorithms };
    },
    write: (writer, { algorithms }) => algorithms.forEach((algorithm) => writer.u8(algorithm)),
  };
}
