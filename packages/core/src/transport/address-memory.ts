import type { Clock } from './clock.ts';
import type { Address } from './contract.ts';

/** How long what was learned of an address or a family counts (RFC 6555 4.2). */
export const MEMORY_MS = 600_000;
/** Sources may give other addresses each time: of so many failures the oldest is forgotten. */
const MAX_FAILURES = 64;

/** Before anything that happened. */
const NEVER = -Infinity;
/** An objection stronger than none, and weaker than a failure at any time. */
const LESS_THAN_FAILURE = -Number.MAX_VALUE;

type Family = Address['family'];

/**
 * What became of the addresses of one upstream, and the order to try them in that follows (RFC 8305 4).
 *
 * An address that failed goes behind those that did not. A family of which an address failed goes behind another one that
 * has worked since: IPv6 is often broken as a whole. Both are forgotten after ten minutes, or when it works again.
 */
export class AddressMemory {
  readonly #clock: Clock;
  /** When addresses failed that have not worked since, the oldest first. */
  readonly #failures = new Map<string, number>();
  readonly #families: Readonly<Record<Family, FamilyHistory>> = { 4: noHistory(), 6: noHistory() };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  worked({ address, family }: Address): void {
    this.#failures.delete(address);
    this.#families[family].lastGood = address;
    this.#families[family].workedAtMs = this.#clock.now();
  }

  failed({ address, family }: Address): void {
    const nowMs = this.#clock.now();
    this.#families[family].failedAtMs = nowMs;
    this.#failures.delete(address);
    this.#failures.set(address, nowMs);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MAX_FAILURES && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** Whether the address worked, and has not failed since. */
  isGood(address: Address): boolean {
    const { lastGood, workedAtMs } = this.#families[address.family];
    return lastGood === address.address && this.#isRecent(workedAtMs) && this.failedAtMs(address) === NEVER;
  }

  /** When the address failed, on the clock that was given; -Infinity where it did not, or has worked since. */
  failedAtMs({ address }: Address): number {
    const atMs = this.#failures.get(address) ?? NEVER;
    return this.#isRecent(atMs) ? atMs : NEVER;
  }

  /**
   * The same addresses in the order to try them: families take turns (RFC 8305 4), beginning with that of the first
   * address unless something speaks against it; inside a family the one that worked last comes first, what failed
   * comes last, and the rest stays as it was.
   */
  order(addresses: readonly Address[]): Address[] {
    const firstFamily = addresses[0]?.family ?? 6;
    const secondFamily = firstFamily === 6 ? 4 : 6;
    const first = this.#orderFamily(addresses, firstFamily);
    const second = this.#orderFamily(addresses, secondFamily);
    const isFirst = this.#objection(first, secondFamily) <= this.#objection(second, firstFamily);
    return isFirst ? takeTurns(first, second) : takeTurns(second, first);
  }

  #orderFamily(addresses: readonly Address[], family: Family): Address[] {
    const { lastGood } = this.#families[family];
    const members = addresses.filter((each) => each.family === family);
    const sound = members.filter((each) => this.failedAtMs(each) === NEVER);
    const failed = members.filter((each) => this.failedAtMs(each) !== NEVER);
    return [
      ...sound.filter(({ address }) => address === lastGood),
      ...sound.filter(({ address }) => address !== lastGood),
      ...failed.toSorted((one, other) => this.failedAtMs(one) - this.failedAtMs(other)),
    ];
  }

  /** What speaks against beginning with a family, whose best address comes first: the less, the lower. */
  #objection([best]: readonly Address[], other: Family): number {
    if (best === undefined) return Infinity;
    const failedAtMs = this.failedAtMs(best);
    return failedAtMs === NEVER && this.#isBroken(best.family, other) ? LESS_THAN_FAILURE : failedAtMs;
  }

  /** Whether it failed and the other one, since then, did not. */
  #isBroken(family: Family, other: Family): boolean {
    const { failedAtMs, workedAtMs } = this.#families[family];
    return (
      this.#isRecent(failedAtMs) && workedAtMs < failedAtMs && this.#families[other].workedAtMs >= failedAtMs
    );
  }

  #isRecent(atMs: number): boolean {
    return this.#clock.now() - atMs < MEMORY_MS;
  }
}

interface FamilyHistory {
  /** The address that worked last. */
  lastGood: string | undefined;
  workedAtMs: number;
  failedAtMs: number;
}

function noHistory(): FamilyHistory {
  return { lastGood: undefined, workedAtMs: NEVER, failedAtMs: NEVER };
}

/** One of each in turns, beginning with the first of the first, as long as both last. */
export function takeTurns<Item>(first: readonly Item[], second: readonly Item[]): Item[] {
  const both: Item[] = [];
  for (let at = 0; at < Math.max(first.length, second.length); at++)
    both.push(...first.slice(at, at + 1), ...second.slice(at, at + 1));
  return both;
}
