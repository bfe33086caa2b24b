import type { SentQuery } from './connection.ts';
import type { TransportReply } from './contract.ts';
import type { Evidence } from '../observe/index.ts';
import type { Deadline, Deadlines } from './deadlines.ts';
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
  #deadlines: Deadlines<PoolQuery> | undefined;
  #deadline: Deadline<PoolQuery> | undefined;
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

  watch(deadlines: Deadlines<PoolQuery>, deadlineMs: number): void {
    this.#deadlines = deadlines;
    this.#deadline = deadlines.add(this, deadlineMs);
  }

  /** Takes what ends the listening to a signal. */
  listen(stop: () => void): void {
    this.#stopListening = stop;
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
    if (this.#deadline !== undefined) this.#deadlines?.remove(this, this.#deadline);
    this.#stopListening?.();
  }
}
