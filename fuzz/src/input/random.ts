/** Numbers that are the same for the same seed, stream and index: xoshiro128** (public domain, Blackman and Vigna). */
export class Random {
  #a = 1;
  #b = 2;
  #c = 3;
  #d = 4;

  /** Begins anew, so that each input depends on its own index and not on those before it. */
  reseed(seed: number, stream: number, index: number): void {
    this.#a = mixed(seed ^ 0x9e37_79b9);
    this.#b = mixed(stream ^ this.#a);
    this.#c = mixed(index ^ this.#b);
    // All zero is the one state that does not move.
    this.#d = mixed(this.#a ^ this.#c) | 1;
  }

  /** 0 to 2^32 - 1. */
  u32(): number {
    const rotated = Math.imul(this.#b, 5);
    const result = Math.imul((rotated << 7) | (rotated >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** 0 to `limit` - 1; 0 where the limit is 0. */
  below(limit: number): number {
    return Math.floor((this.u32() / 0x1_0000_0000) * limit);
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError('nothing to pick from');
    return values[this.below(values.length)] as T;
  }
}

/** Every bit of the value decides about every bit of the result (the finalizer of MurmurHash3). */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return hash ^ (hash >>> 16);
}
