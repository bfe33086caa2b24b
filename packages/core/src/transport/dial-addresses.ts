import type { Clock, Timer } from './clock.ts';
import type { Address } from './contract.ts';

/** How long an attempt is waited for before the next address is tried beside it (RFC 8305 5). */
const ATTEMPT_DELAY_MS = 250;

/** Opens connections, or whatever they stand on. */
export interface Dialer<T> {
  /** Rejects where the address does not answer; frees what it opened when the signal aborts. */
  dial(address: Address, signal: AbortSignal): Promise<T>;
  /** Lets go of one that came too late. */
  discard(connection: T): void;
}

/**
 * Opens a connection to the first address that answers: attempts start one after the other, `ATTEMPT_DELAY_MS` apart
 * or as soon as the one before failed, and the losers are aborted, or discarded where they
 * had opened already. Rejects with the first attempt's error where all
 * fail, with the signal's reason on abort. There must be at least one address.
 */
export function dialAddresses<T>(
  addresses: readonly Address[],
  dialer: Dialer<T>,
  signal: AbortSignal,
  clock: Clock,
): Promise<T> {
  if (addresses.length === 1) return dialer.dial(addresses[0] as Address, signal);
  return new Promise<T>((resolve, reject) => {
    const losers = new AbortController();
    const either = AbortSignal.any([signal, losers.signal]);
    let firstError: unknown;
    let started = 0;
    let failed = 0;
    let timer: Timer | undefined;
    const startNext = (): void => {
      timer?.cancel();
      const address = addresses[started];
      if (address === undefined) return;
      started++;
      timer = clock.startTimer(ATTEMPT_DELAY_MS, startNext);
      dialer.dial(address, either).then(won, lost);
    };
    const won = (connection: T): void => {
      if (losers.signal.aborted) return dialer.discard(connection);
      timer?.cancel();
      resolve(connection);
      losers.abort();
    };
    const lost = (error: unknown): void => {
      firstError ??= error;
      if (++failed === addresses.length || either.aborted) {
        timer?.cancel();
        reject(firstError);
      } else startNext();
    };
    startNext();
  });
}
