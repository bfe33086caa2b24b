import { setTimeout as wait } from 'node:timers/promises';
import { decodeQuery, respond, type Zone } from '../zone/index.ts';
import type { Delivery, CloseStep, HttpStep, QueryHandler, Reaction, ReactionStep } from './reaction.ts';
import type { ServerProtocol } from './server-protocol.ts';
import type { StatisticsCounter } from './statistics.ts';

/** A client's connection, as its protocol tells it apart. */
export interface ClientConnection {
  readonly number: number;
  /** Counted by the responder. */
  queries: number;
}

/** A query's way back: what its protocol makes of the steps. Calls on one that is gone do nothing. */
export interface ReplyPath {
  send(message: Uint8Array, delivery: Delivery): void;
  http?(step: HttpStep, answer: Uint8Array | undefined): void;
  reset(code: number | undefined): void;
  close(step: CloseStep): void;
}

/** Takes the octets of every protocol: asks the zone, asks the script, and does what it says. */
export class Responder {
  readonly #zone: Zone;
  readonly #handler: QueryHandler | undefined;
  readonly #closed = new AbortController();
  /** The first thing that the script threw. */
  #failure: { readonly error: unknown } | undefined;

  constructor(zone: Zone, handler: QueryHandler | undefined) {
    this.#zone = zone;
    this.#handler = handler;
  }

  receive(
    bytes: Uint8Array,
    protocol: ServerProtocol,
    connection: ClientConnection,
    statistics: StatisticsCounter,
    path: ReplyPath,
  ): void {
    const decoded = decodeQuery(bytes);
    const answer = respond(this.#zone, decoded, protocol === 'udp');
    const numbers = { connectionNumber: connection.number, queryNumber: ++connection.queries };
    const query = { ...decoded, ...numbers, protocol, answer };
    statistics.asked();
    const react = async (): Promise<void> => {
      const reaction = (await this.#handler?.(query)) ?? { kind: 'answer' };
      await this.#run(reaction, answer, path);
    };
    react()
      .catch((error: unknown) => {
        if (this.#closed.signal.aborted) return;
        this.#failure ??= { error };
        path.close({ kind: 'close', how: 'abrupt' });
      })
      .finally(() => statistics.reacted());
  }

  /** Wakes whatever waits; what goes wrong from now on is nobody's fault. */
  stop(): void {
    this.#closed.abort();
  }

  /** Throws the first error that the script threw. */
  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #run(reaction: Reaction, answer: Uint8Array | undefined, path: ReplyPath): Promise<void> {
    const steps: Iterable<ReactionStep> = 'kind' in reaction ? [reaction] : reaction;
    for (const step of steps) {
      switch (step.kind) {
        case 'answer':
          if (answer !== undefined) path.send(answer, step.delivery ?? 'whole');
          break;
        case 'message':
          path.send(step.bytes, step.delivery ?? 'whole');
          break;
        case 'wait':
          await wait(step.delayMs, undefined, { signal: this.#closed.signal });
          break;
        case 'http':
          path.http?.(step, answer);
          break;
        case 'reset':
          path.reset(step.code);
          break;
        case 'close':
          path.close(step);
          break;
      }
    }
  }
}
