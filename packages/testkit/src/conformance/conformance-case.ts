import assert from 'node:assert/strict';
import type { ServerProtocol } from '../server/index.ts';
import type { ConformanceCase, ConformanceHarness } from './harness.ts';
import { within } from './assertions.ts';
import { Rig } from './rig.ts';

/** No case may take longer, in milliseconds. */
const CASE_LIMIT_MS = 5_000;

/** A case as it is written down. */
export interface CaseDefinition {
  readonly name: string;
  readonly section?: string;
  /** Default: all. */
  readonly protocols?: readonly ServerProtocol[];
  readonly body: (rig: Rig) => Promise<void>;
}

/** A case as a runner runs it: bounded in time, all closed in the end, nothing thrown outside of its promises. */
export function bind({ name, section, body }: CaseDefinition, harness: ConformanceHarness): ConformanceCase {
  const run = async (): Promise<void> => {
    const strays = new StrayErrors();
    const rig = new Rig(harness);
    try {
      await finished(within(CASE_LIMIT_MS, rig.run(body), name), () => rig.close());
      // A rejection that nobody handles is announced a turn later.
      await new Promise<void>((resolve) => setImmediate(resolve));
    } finally {
      strays.stop();
    }
    if (strays.errors.length > 0) {
      const [error] = strays.errors;
      throw new assert.AssertionError({
        message: `thrown outside of the promise: ${String(error)}`,
        actual: error,
      });
    }
  };
  return { name: section === undefined ? name : `${name} (${section})`, run };
}

/** Cleans up in any case; the first error is the one that counts. */
async function finished(body: Promise<void>, cleanUp: () => Promise<void>): Promise<void> {
  try {
    await body;
  } catch (error) {
    await cleanUp().catch(() => undefined);
    throw error;
  }
  await cleanUp();
}

/** Listens for what a transport throws where nobody can catch it. */
class StrayErrors {
  readonly errors: unknown[] = [];
  readonly #take = (error: unknown): void => void this.errors.push(error);

  constructor() {
    process.on('uncaughtException', this.#take);
    process.on('unhandledRejection', this.#take);
  }

  stop(): void {
    process.off('uncaughtException', this.#take);
    process.off('unhandledRejection', this.#take);
  }
}
