import type { AddressMemory } from './address-memory.ts';
import type { Clock } from './clock.ts';
import type { Address } from './contract.ts';

/** Where a connection whose opening proved nothing tells what came of its address. */
export interface AddressTrial {
  /** Whether the address has worked lately. */
  readonly isProven: boolean;
  /** The address answered. */
  worked(): void;
  /** The address did not answer. Gives whether another one is worth a try instead. */
  failed(): boolean;
}

/** An address that failed is worth no try for this long: a query must not go round in circles. */
const RETRY_MS = 5_000;

/** The trial of one among the addresses that were found; undefined where there is no other. */
export function trialOf(
  address: Address,
  found: readonly Address[],
  memory: AddressMemory,
  clock: Clock,
): AddressTrial | undefined {
  const others = found.filter((each) => each.address !== address.address);
  if (others.length === 0) return undefined;
  return {
    get isProven() {
      return memory.isGood(address);
    },
    worked: () => memory.worked(address),
    failed: () => {
      memory.failed(address);
      const nowMs = clock.now();
      return others.some((each) => nowMs - memory.failedAtMs(each) >= RETRY_MS);
    },
  };
}
