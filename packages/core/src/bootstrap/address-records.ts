import { NoDataError } from '../errors/index.ts';
import { onAbort } from '../transport/abort-listeners.ts';
import type { Address, Clock } from '../transport/index.ts';

/** Addresses as an upstream gave them. */
export interface FoundAddresses {
  readonly addresses: readonly Address[];
  readonly ttlSeconds: number;
}

export interface RecordsOptions {
  /** Asks anew. Must end by itself. */
  readonly ask: () => Promise<FoundAddresses>;
  /** How long addresses stay in use after their TTL where asking fails, in milliseconds. */
  readonly staleMs: number;
  readonly clock: Clock;
}

/** Connections are not opened to lists of addresses that change faster. */
const MIN_TTL_SECONDS = 60;
const MAX_TTL_SECONDS = 86_400;
/** The last part of a TTL, in which a use renews. */
const RENEWAL_PART = 0.1;
/** How long expired addresses wait for newer ones. */
const STALE_AFTER_MS = 500;
/** After a failure nobody is asked for this long, twice as long after the next one, and so on (RFC 9520 3.2). */
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 10_000;
/** That a host has no address of a family is no failure of who says so. */
const NO_DATA_MS = 60_000;

interface Known {
  readonly addresses: readonly Address[];
  readonly renewAtMs: number;
  readonly freshUntilMs: number;
  readonly staleUntilMs: number;
}

/** The addresses of one host and family: asked for when they are needed, and then kept. */
export class AddressRecords {
  readonly #options: RecordsOptions;
  #known: Known | undefined;
  #failure: { readonly reason: unknown; readonly retryAtMs: number; readonly retryMs: number } | undefined;
  #asking: Promise<readonly Address[]> | undefined;

  constructor(options: RecordsOptions) {
    this.#options = options;
  }

  /** Rejects where none are known and asking failed, and with the signal's reason on abort, which ends no query: others need it too. */
  find(signal: AbortSignal): Promise<readonly Address[]> {
    const nowMs = this.#options.clock.now();
    const known = this.#known;
    if (known !== undefined && nowMs < known.freshUntilMs) {
      if (nowMs >= known.renewAtMs) void this.#renewed(nowMs).catch(() => {});
      return Promise.resolve(known.addresses);
    }
    const renewed = this.#renewed(nowMs);
    const usable = known !== undefined && nowMs < known.staleUntilMs ? known.addresses : undefined;
    return unlessAborted(usable === undefined ? renewed : this.#orStale(renewed, usable), signal);
  }

  /** What the query under way gives, or a new one, or the failure of the last one as long as that is too young. */
  #renewed(nowMs: number): Promise<readonly Address[]> {
    if (this.#asking !== undefined) return this.#asking;
    if (this.#failure !== undefined && nowMs < this.#failure.retryAtMs)
      return Promise.reject(this.#failure.reason);
    this.#asking = this.#ask().finally(() => {
      this.#asking = undefined;
    });
    // Whoever waited may have left.
    this.#asking.catch(() => {});
    return this.#asking;
  }

  async #ask(): Promise<readonly Address[]> {
    const { ask, staleMs, clock } = this.#options;
    try {
      const { addresses, ttlSeconds } = await ask();
      const ttlMs = 1000 * Math.min(Math.max(ttlSeconds, MIN_TTL_SECONDS), MAX_TTL_SECONDS);
      const freshUntilMs = clock.now() + ttlMs;
      const renewAtMs = freshUntilMs - ttlMs * RENEWAL_PART;
      this.#known = { addresses, renewAtMs, freshUntilMs, staleUntilMs: freshUntilMs + staleMs };
      this.#failure = undefined;
      return addresses;
    } catch (reason) {
      const doubled = Math.min(2 * (this.#failure?.retryMs ?? FIRST_RETRY_MS / 2), MAX_RETRY_MS);
      const waitMs = reason instanceof NoDataError ? NO_DATA_MS : doubled;
      this.#failure = { reason, retryAtMs: clock.now() + waitMs, retryMs: doubled };
      throw reason;
    }
  }

  #orStale(renewed: Promise<readonly Address[]>, stale: readonly Address[]): Promise<readonly Address[]> {
    return new Promise((resolve) => {
      const timer = this.#options.clock.startTimer(STALE_AFTER_MS, () => resolve(stale));
      const settle = (addresses: readonly Address[]): void => {
        timer.cancel();
        resolve(addresses);
      };
      renewed.then(settle, () => settle(stale));
    });
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, () => reject(signal.reason as Error));
    promise.then(resolve, reject).finally(stopListening);
  });
}
