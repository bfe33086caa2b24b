import { bulkNames, nameList } from '../bulk-names.ts';
import { bulkSample } from '../bulk-values.ts';
import type { Sample } from '../model.ts';
import type { BulkTask } from '../tasks.ts';
import type { WorkerContender } from './contender.ts';
import { restartPeak, startMeter } from './meter.ts';

/** A client that resolves many names as fast as it goes. */
export interface BulkClient extends AsyncDisposable {
  /** Resolves all names and calls `ended` once for each, with what went wrong if anything did. */
  resolveAll(names: Iterable<string>, ended: (failure?: unknown) => void): Promise<void>;
}

/** How node:dns, getaddrinfo and hushdns say that no answer came in time; no name of the suite fails for another reason. */
const LOST_CODES = new Set(['ETIMEOUT', 'ETIMEDOUT', 'EAI_AGAIN']);

/** A contender that is measured by how it resolves many names. */
export function bulkContender(version: string, open: () => BulkClient): WorkerContender {
  return {
    version,
    measure: async (task) => {
      if (task.kind !== 'bulk') throw new RangeError(`no bulk: ${task.kind}`);
      await using client = open();
      return await measureBulk(client, task);
    },
  };
}

/** Calls for one name after the other, so many at a time: what an application writes that has no bulk interface. */
export function boundedLoop(
  inFlight: number,
  resolve: (name: string) => Promise<Error | undefined>,
): BulkClient['resolveAll'] {
  return async (names, ended) => {
    // All lanes draw from one iterator.
    const left = names[Symbol.iterator]();
    const lane = async (): Promise<void> => {
      for (let next = left.next(); next.done !== true; next = left.next())
        await resolve(next.value).then(ended, ended);
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
  };
}

async function measureBulk(client: BulkClient, task: BulkTask): Promise<Sample> {
  const { names, warmUpNames, limitMs } = task;
  const list = nameList();
  await client.resolveAll(bulkNames(warmUpNames, list), () => {});

  const outcome = new Outcome();
  const limit = performance.now() + limitMs;
  const usage = startMeter();
  let firstHalfMiB = 0;
  await client.resolveAll(until(limit, bulkNames(names, list)), (failure) => {
    outcome.ended(failure);
    if (outcome.count === names / 2) firstHalfMiB = restartPeak();
  });
  const { elapsedMs, cpuMicroseconds, peakMiB: secondHalfMiB } = usage();
  const { answered, failed, firstFailure } = outcome;
  const peakMiB = Math.max(firstHalfMiB, secondHalfMiB);
  const sample = bulkSample({ names, answered, failed, firstFailure, elapsedMs, cpuMicroseconds, peakMiB });
  return { ...sample, values: { ...sample.values, growthMiB: secondHalfMiB - firstHalfMiB } };
}

function* until(limit: number, names: Iterable<string>): Generator<string> {
  for (const name of names) {
    if (performance.now() > limit) return;
    yield name;
  }
}

/** How the names ended that did. */
class Outcome {
  answered = 0;
  failed = 0;
  count = 0;
  firstFailure: string | undefined;

  ended(failure: unknown): void {
    this.count++;
    if (failure === undefined) {
      this.answered++;
      return;
    }
    this.firstFailure ??= failure instanceof Error ? failure.message : 'not an Error';
    if (!LOST_CODES.has((failure as NodeJS.ErrnoException).code ?? '')) this.failed++;
  }
}
