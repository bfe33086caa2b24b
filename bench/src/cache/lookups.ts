/** How names are asked for: each as often as the other, or by Zipf's law, as users ask. */
export type Access = 'uniform' | 'zipf';

/** The exponent that real resolvers' queries come near. */
const ZIPF_EXPONENT = 1;
const LOOKUPS = 1 << 20;
/** No divisor of any number of names here: popular names stand far apart in memory. */
const SCATTER = 7_368_787;

/** The name at a place: a new string at each call, as questions come from elsewhere. */
export function cachedName(at: number): string {
  // Through a buffer, as what is added up would be a rope.
  return Buffer.from(`host-${at}.cache.example`, 'latin1').toString('latin1');
}

/** The names of so many entries in an order of access, for ever and the same in every run. */
export class Lookups {
  readonly #names: readonly string[];
  #at = 0;

  constructor(entries: number, access: Access) {
    const names = Array.from({ length: entries }, (_, at) => cachedName(at));
    const ranks = access === 'zipf' ? zipfRanks(entries) : uniformRanks(entries);
    this.#names = Array.from(ranks, (rank) => names[(rank * SCATTER) % entries] as string);
  }

  next(): string {
    this.#at = (this.#at + 1) & (LOOKUPS - 1);
    return this.#names[this.#at] as string;
  }
}

function uniformRanks(entries: number): Uint32Array {
  const random = randomSource();
  return Uint32Array.from({ length: LOOKUPS }, () => Math.floor(random() * entries));
}

/** By the inverse of the distribution's sum: exact, and no slower than the rest. */
export function zipfRanks(entries: number, count: number = LOOKUPS): Uint32Array {
  const sums = new Float64Array(entries);
  let sum = 0;
  for (let rank = 0; rank < entries; rank++) sums[rank] = sum += (rank + 1) ** -ZIPF_EXPONENT;
  const random = randomSource();
  return Uint32Array.from({ length: count }, () => firstAbove(sums, random() * sum));
}

function firstAbove(sums: Float64Array, value: number): number {
  let low = 0;
  for (let high = sums.length - 1; low < high;) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function randomSource(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
