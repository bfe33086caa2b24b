import { onAbort } from './abort-listeners.ts';
import type { Timer } from './clock.ts';
import type { SentQuery } from './connection.ts';
import type { TransportReply } from './contract.ts';
import type { Evidence } from '../observe/index.ts';
import type { PoolLink } from './pool-link.ts';

/** One caller's query on its way through a pool: ends once, and lets go of its timer and listener as it does. */
export class PoolQuery {
  readonly bytes: Uint8Array;
  readonly askedAtMs: number;
  readonly evidence: Evidence | undefined;
  /** Set while the query is on a connection. */
  link: PoolLink | undefined;
  sent: SentQuery | undefined;
  readonly #resolve: (reply: TransportReply) => void;
  readonly #reject: (reason: unknown) => void;
  #deadline: Timer | undefined;
  #stopListening: (() => void) | undefined;

  constructor(
    bytes: Uint8Array,
    askedAtMs: number,
    evidence: Evidence | undefined,
    resolve: (reply: TransportReply) => void,
    reject: (reason: unknown) => void,
  ) {
    this.bytes = bytes;
    this.askedAtMs = askedAtMs;
    this.evidence = evidence;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  watch(deadline: Timer, signal: AbortSignal | undefined, abandon: () => void): void {
    this.#deadline = deadline;
    if (signal !== undefined) this.#stopListening = onAbort(signal, abandon);
  }

  resolve(reply: TransportReply): void {
    this.#unwatch();
    this.#resolve(reply);
  }

  reject(reason: unknown): void {
    this.#unwatch();
    this.#reject(reason);
  }

  #unwatch(): void {
    this.#deadline?.cancel();
    this.#stopListening?.();
  }
}
