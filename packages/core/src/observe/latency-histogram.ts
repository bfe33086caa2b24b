/** Of a float32, as many bits of the mantissa as make eight buckets of each power of two. */
const SHIFT = 20;
/** The first bucket begins at 2 ** -10 ms. */
const FIRST = (127 - 10) << 3;
/** Up to 2 ** 22 ms: over an hour. */
const BUCKETS = 32 << 3;
/** All counts are halved when so many are held, so that what is old weighs less. */
const MAX_COUNT = 8_192;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * How long things took lately, in buckets by the logarithm: any quantile to within 7%, in 1 KiB, an increment each.
 * Libraries for this are bound to Node (`perf_hooks`), or hold far more than a core for browsers may weigh.
 */
export class LatencyHistogram {
  readonly #counts: Uint32Array = new Uint32Array(BUCKETS);
  #total = 0;

  add(elapsedMs: number): void {
    float[0] = Math.max(0, elapsedMs);
    const at = Math.min(Math.max(((bits[0] as number) >>> SHIFT) - FIRST, 0), BUCKETS - 1);
    this.#counts[at] = (this.#counts[at] as number) + 1;
    if (++this.#total === MAX_COUNT) this.#decay();
  }

  /** What a share of all, 0 to 1, took at most, in milliseconds; undefined where there are none. */
  quantile(share: number): number | undefined {
    let left = Math.max(1, Math.ceil(share * this.#total));
    for (const [at, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return middleOf(at);
    }
    return undefined;
  }

  #decay(): void {
    this.#total = 0;
    for (const [at, count] of this.#counts.entries()) {
      this.#counts[at] = count >>> 1;
      this.#total += count >>> 1;
    }
  }
}

function middleOf(bucket: number): number {
  bits[0] = ((bucket + FIRST) << SHIFT) | (1 << (SHIFT - 1));
  return Number((float[0] as number).toPrecision(3));
}
