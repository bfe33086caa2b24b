import type { RdataSeed } from './message-mutations.ts';
import { mutateOctets } from './octet-mutations.ts';
import type { InputSource } from './source.ts';

const SELECTOR_OCTETS = 2;
const SMALL_OCTETS = 2048;
const LARGE_ONE_IN = 2000;
const MAX_MUTATIONS = 4;

/** Rdata behind the 2 octets of its type, every type as often as any other. */
export function rdataSource(seeds: readonly RdataSeed[], codes: readonly number[]): InputSource {
  const large = seeds.filter(({ octets }) => octets.length > SMALL_OCTETS);
  const byCode = new Map<number, RdataSeed[]>(codes.map((code) => [code, []]));
  for (const seed of seeds) if (seed.octets.length <= SMALL_OCTETS) byCode.get(seed.code)?.push(seed);
  const types = [...byCode.values()].filter((each) => each.length > 0);
  return (random, draft) => {
    const isLarge = large.length > 0 && random.oneIn(LARGE_ONE_IN);
    const seed = random.pick(isLarge ? large : random.pick(types));
    draft.set(Uint8Array.of(seed.code >>> 8, seed.code));
    draft.append(seed.octets);
    if (random.oneIn(16)) draft.putU16(0, random.pick(codes));
    const other = random.pick(random.pick(types)).octets;
    for (let left = random.below(MAX_MUTATIONS + 1); left > 0; left--) {
      mutateOctets(draft, random, SELECTOR_OCTETS, other);
    }
  };
}

/** Corpora of octets with nothing known about them but a selector before. */
export function octetSource(seeds: readonly Uint8Array[], selectorOctets: number): InputSource {
  return (random, draft) => {
    draft.set(random.pick(seeds));
    for (let at = 0; at < selectorOctets; at++) if (random.oneIn(2)) draft.bytes[at] = random.u32();
    const other = random.pick(seeds);
    for (let left = random.below(MAX_MUTATIONS + 1); left > 0; left--) {
      mutateOctets(draft, random, selectorOctets, other);
    }
  };
}
