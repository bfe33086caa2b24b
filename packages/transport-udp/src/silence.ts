import type { AddressTrial } from '@hushdns/core/transport';

/** How long an address that never answered is waited for, where there are others (as for connections, RFC 8305 5). */
const UNPROVEN_PATIENCE_MS = 250;
/** One that has answered lately loses packets more likely than itself: a query is sent to it twice before that. */
const PROVEN_PATIENCE_MS = 3_000;
/** From this on silence speaks against an address whose callers gave up. */
const SUSPICIOUS_MS = 1_000;

/** Notices when nothing comes back from an address to which a socket sends, and tells its trial. */
export class Silence {
  readonly #trial: AddressTrial;
  /** Whether the address answered here, with nothing against it since. */
  #isProven = false;
  #patienceMs: number;
  /** When the first packet was sent after which nothing came. */
  #sinceMs = Infinity;

  constructor(trial: AddressTrial) {
    this.#trial = trial;
    this.#patienceMs = trial.isProven ? PROVEN_PATIENCE_MS : UNPROVEN_PATIENCE_MS;
  }

  /** When patience ends; Infinity where nothing is waited for. */
  get endMs(): number {
    return this.#sinceMs + this.#patienceMs;
  }

  /** A packet was sent; nothing is waited for since earlier ones where it is the only one that has no answer. */
  sent(nowMs: number, isOnly: boolean): void {
    if (isOnly || nowMs < this.#sinceMs) this.#sinceMs = nowMs;
  }

  /** Something came back. */
  broken(): void {
    this.#sinceMs = Infinity;
    if (this.#isProven) return;
    this.#isProven = true;
    this.#patienceMs = PROVEN_PATIENCE_MS;
    this.#trial.worked();
  }

  /** Whether to ask elsewhere: patience has ended, and there is an address worth a try. */
  isHopeless(nowMs: number): boolean {
    if (nowMs < this.endMs) return false;
    this.#isProven = false;
    this.#patienceMs += PROVEN_PATIENCE_MS;
    return this.#trial.failed();
  }

  /** The socket is closed: whoever waited on it gave up. */
  closed(nowMs: number): void {
    if (this.#sinceMs === Infinity) return;
    if (!this.#isProven || nowMs - this.#sinceMs >= SUSPICIOUS_MS) this.#trial.failed();
  }
}
