import { max, median, min } from 'simple-statistics';
import type { Sample } from '../model.ts';
import type { AttemptsTask } from '../tasks.ts';
import type { WorkerContender } from './contender.ts';

const WARM_UP_LIMIT_MS = 5_000;

/** Where the host of a suite is found, in this order. */
export interface Place {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Connects to the host and resolves when the first thing came back; what it gives ends the connection. */
export type Connect = (places: readonly Place[], signal: AbortSignal) => Promise<() => unknown>;

/** The networks that a task may name; all is well in the first one. */
export type Networks = Readonly<Record<string, readonly Place[]>>;

/** A contender that is measured by how long it takes to get through. */
export function attemptsContender(version: string, networks: Networks, connect: Connect): WorkerContender {
  return {
    version,
    measure: async (task) => {
      if (task.kind !== 'attempts') throw new RangeError(`no attempts: ${task.kind}`);
      const places = networks[task.network];
      if (places === undefined) throw new RangeError(`no network ${task.network}`);
      await warmUp(networks, connect);
      return measureAttempts(places, connect, task);
    },
  };
}

/** Once, where all is well: what is loaded and compiled then is not what is measured. */
async function warmUp(networks: Networks, connect: Connect): Promise<void> {
  const [places = []] = Object.values(networks);
  const close = await connect(places, AbortSignal.timeout(WARM_UP_LIMIT_MS));
  await close();
}

async function measureAttempts(
  places: readonly Place[],
  connect: Connect,
  { attempts, limitMs }: AttemptsTask,
): Promise<Sample> {
  const took: number[] = [];
  let failed = 0;
  let firstFailure: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const tooLate = AbortSignal.timeout(limitMs);
    const startMs = performance.now();
    try {
      const close = await connect(places, tooLate);
      took.push(performance.now() - startMs);
      await close();
    } catch (error) {
      if (!tooLate.aborted) failed++;
      firstFailure ??= tooLate.aborted ? `nothing came in ${limitMs} ms` : messageOf(error);
    }
  }
  const lost = attempts - took.length - failed;
  const times = took.length === 0 ? {} : { medianMs: median(took), minMs: min(took), maxMs: max(took) };
  const sample = { values: { ...times, unanswered: lost + failed }, lost, failed };
  return firstFailure === undefined ? sample : { ...sample, firstFailure };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'not an Error';
}
