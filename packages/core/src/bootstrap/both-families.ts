import { takeTurns } from '../transport/address-memory.ts';
import type { Address, Clock, Timer } from '../transport/index.ts';

/** How long one family's addresses wait for the other's (RFC 8305 3). */
const RESOLUTION_DELAY_MS = 50;

/**
 * Both families' addresses in turns, IPv6 first (RFC 8305 4); one that is late by 50 ms, or has none, is left out.
 * Rejects where both reject, with the reason of IPv4.
 */
export function bothFamilies(
  ipv6: Promise<readonly Address[]>,
  ipv4: Promise<readonly Address[]>,
  clock: Clock,
): Promise<readonly Address[]> {
  return new Promise((resolve, reject) => {
    const found: { ipv6: readonly Address[]; ipv4: readonly Address[] } = { ipv6: [], ipv4: [] };
    let pending = 2;
    let succeeded = false;
    let reason: unknown;
    let late: Timer | undefined;
    const settle = (): void => {
      late?.cancel();
      if (succeeded) resolve(takeTurns(found.ipv6, found.ipv4));
      else reject(reason);
    };
    const arrived = (family: keyof typeof found) => (addresses: readonly Address[]) => {
      found[family] = addresses;
      succeeded = true;
      if (--pending === 0) settle();
      else late ??= clock.startTimer(RESOLUTION_DELAY_MS, settle);
    };
    const failed = (isReason: boolean) => (error: unknown) => {
      if (isReason) reason = error;
      if (--pending === 0) settle();
    };
    ipv6.then(arrived('ipv6'), failed(false));
    ipv4.then(arrived('ipv4'), failed(true));
  });
}
