import { type Name, writeName } from '../../name/index.ts';
import type { EdnsOptionCodec } from './codec.ts';
import { readWholeName } from './name.ts';

/** From where on a chain of DNSSEC records is wanted (RFC 7901 4). */
export interface ChainOption {
  readonly closestTrustPoint: Name;
}

export const chain: EdnsOptionCodec<ChainOption> = {
  code: 13,
  read: (reader) => {
    const closestTrustPoint = readWholeName(reader);
    return closestTrustPoint && { closestTrustPoint };
  },
  write: (writer, { closestTrustPoint }) => writeName(writer, closestTrustPoint),
};
