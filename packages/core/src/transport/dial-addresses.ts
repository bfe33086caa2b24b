import type { AddressMemory } from './address-memory.ts';
import type { Clock } from './clock.ts';
import type { Address } from './contract.ts';
import { staggered } from './staggered.ts';

/** How long an attempt is waited for before the next address is tried beside it (RFC 8305 5). */
const ATTEMPT_DELAY_MS = 250;

/** Opens connections, or whatever they stand on. */
export interface Dialer<T> {
  /** Whether dialling sends nothing, so that its success says nothing about the address. False by default. */
  readonly connectionless?: boolean;
  /** Rejects where the address does not answer; frees what it opened when the signal aborts. */
  dial(address: Address, signal: AbortSignal): Promise<T>;
  /** Lets go of one that came too late. */
  discard(connection: T): void;
}

/** What was opened, and where to. */
export interface Dialled<T> {
  readonly connection: T;
  readonly address: Address;
}

/**
 * Opens a connection to the first address that answers (RFC 8305 5), in the order that the memory makes of them, which
 * learns what came of it. Rejects with the first attempt's error where all fail, with the signal's reason on abort.
 * There must be at least one address.
 */
export async function dialAddresses<T>(
  addresses: readonly Address[],
  dialer: Dialer<T>,
  signal: AbortSignal,
  clock: Clock,
  memory: AddressMemory,
): Promise<Dialled<T>> {
  const [only, another] = addresses;
  if (only !== undefined && another === undefined)
    return { connection: await dialer.dial(only, signal), address: only };
  /** Since when the attempts are under way that have not answered. */
  const silentSinceMs = new Map<Address, number>();
  const attempt = async (address: Address, signal: AbortSignal): Promise<Dialled<T>> => {
    silentSinceMs.set(address, clock.now());
    try {
      const connection = await dialer.dial(address, signal);
      silentSinceMs.delete(address);
      return { connection, address };
    } catch (error) {
      if (!signal.aborted) {
        silentSinceMs.delete(address);
        memory.failed(address);
      }
      throw error;
    }
  };
  try {
    const attempts = {
      delayMs: ATTEMPT_DELAY_MS,
      attempt,
      discard: ({ connection }: Dialled<T>) => dialer.discard(connection),
    };
    const dialled = await staggered(memory.order(addresses), attempts, signal, clock);
    noteSilence();
    if (dialer.connectionless !== true) memory.worked(dialled.address);
    return dialled;
  } catch (error) {
    noteSilence();
    throw error;
  }

  /** Whoever was silent for that long has had its chance, whether another one won or none did. */
  function noteSilence(): void {
    const nowMs = clock.now();
    for (const [address, sinceMs] of silentSinceMs)
      if (nowMs - sinceMs >= ATTEMPT_DELAY_MS) memory.failed(address);
  }
}
