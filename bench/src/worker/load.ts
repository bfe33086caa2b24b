import { setTimeout as sleep } from 'node:timers/promises';
import type { Sample } from '../model.ts';
import type { ThroughputTask } from '../tasks.ts';
import type { WorkerContender } from './contender.ts';
import { measureLatency } from './latency.ts';
import { startMeter } from './meter.ts';
import { Tally } from './tally.ts';

/** A client that asks one question after the other, however many at once. */
export interface LoadClient extends AsyncDisposable {
  /** Asks the next one and calls `done` once, with what went wrong if anything did. */
  ask(done: Done): void;
}

export type Done = (failure?: unknown) => void;
export type OpenClient = () => Promise<LoadClient> | LoadClient;

/** For clients that answer by a promise: of what is wrong with the answer, if anything is. */
export function byPromise(ask: () => Promise<Error | undefined>): LoadClient['ask'] {
  // oxlint-disable-next-line promise/no-callback-in-promise -- what `done` throws is a fault of this bench
  return (done) => void ask().then(done, done);
}

/** A contender that is measured by the load that it carries. */
export function loadContender(version: string, open: OpenClient): WorkerContender {
  let isWarm = false;
  return {
    version,
    measure: async (task) => {
      // For the compiler: the first round would be slower than the others. What goes wrong shows when it is measured.
      if (!isWarm) await measureThroughput(open, COMPILING).catch(() => {});
      isWarm = true;
      if (task.kind === 'throughput') return measureThroughput(open, task);
      if (task.kind === 'latency') return measureLatency(open, task);
      throw new RangeError(`no load: ${task.kind}`);
    },
  };
}

const COMPILING: ThroughputTask = { kind: 'throughput', inFlight: 10, warmUpMs: 0, durationMs: 300 };
const ANSWERS_IN_A_ROW = 1_024;

/** How fast replies come while so many questions are under way: each reply is the next one's start. */
async function measureThroughput(open: OpenClient, task: ThroughputTask): Promise<Sample> {
  await using client = await open();
  const tally = new Tally();
  let answered = 0;
  let asking = true;
  const ask = (): void => {
    tally.underway++;
    client.ask((failure) => {
      tally.ended(failure);
      if (failure === undefined) answered++;
      if (!asking) return;
      // A client that answers or refuses at once would keep the timers from ever coming.
      if (failure === undefined && answered % ANSWERS_IN_A_ROW !== 0) ask();
      else setImmediate(ask);
    });
  };
  for (let at = 0; at < task.inFlight; at++) ask();
  await sleep(task.warmUpMs);

  const before = answered;
  const usage = startMeter();
  await sleep(task.durationMs);
  const { elapsedMs, cpuMicroseconds, peakMiB } = usage();
  const counted = answered - before;
  asking = false;
  const ended = await tally.drained();
  if (counted === 0) throw new Error(ended.firstFailure ?? `no reply in ${task.durationMs} ms`);
  const values = {
    perSecond: (counted * 1000) / elapsedMs,
    cpuMicroseconds: cpuMicroseconds / counted,
    peakMiB,
  };
  return { values, ...ended };
}
