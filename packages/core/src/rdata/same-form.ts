import type { RdataCodec } from './codec.ts';

/** The codec of a type that differs from another in its code alone. */
export function sameForm<Rdata>(
  code: number,
  { read, write }: Pick<RdataCodec<Rdata>, 'read' | 'write'>,
): RdataCodec<Rdata> {
  return { code, read, write };
}
