import { getHeapStatistics } from 'node:v8';
import { median } from 'simple-statistics';
import type { Sample } from '../model.ts';
import type { OperationTask } from '../tasks.ts';
import { collectGarbage } from './memory.ts';
import type { WorkerContender } from './contender.ts';

/** Batches are long against the clock and short against a task. */
const BATCH_MS = 2;
const BUFFER_BATCHES = 10;
/** What a batch may allocate so that no collection falls into it. */
const BUFFER_BATCH_OCTETS = 256 << 10;

/** What a contender repeats. */
export interface Operation {
  /** Does it so many times, and returns a sum of what came of it: no part of it is idle, so none is optimised away. */
  readonly run: (times: number) => number | Promise<number>;
  /** What one is made of, where figures are to be had for each: octets of a message, records of a zone. */
  readonly units?: number;
}

/** A contender that is measured by operations. `operationOf` throws for what it cannot do or does wrongly. */
export function operationContender(
  version: string,
  operationOf: (name: string) => Operation | Promise<Operation>,
): WorkerContender {
  const known = new Map<string, Operation>();
  return {
    version,
    measure: async (task) => {
      if (task.kind !== 'operation') throw new RangeError(`no operation: ${task.kind}`);
      const operation = known.get(task.operation) ?? (await operationOf(task.operation));
      const isFirst = !known.has(task.operation);
      known.set(task.operation, operation);
      return measureOperation(operation, isFirst ? task : { ...task, warmUpMs: 0 });
    },
  };
}

/** Repeats a synchronous operation; what it returns is added up. */
export function repeated(operation: () => number): Operation['run'] {
  return (times) => {
    let sum = 0;
    for (let at = 0; at < times; at++) sum += operation();
    return sum;
  };
}

async function measureOperation(operation: Operation, task: OperationTask): Promise<Sample> {
  const { run, units } = operation;
  if (task.warmUpMs > 0) await batches(run, await batchSize(run), task.warmUpMs);
  const times = await batchSize(run);
  const allocatedBefore = getHeapStatistics().total_allocated_bytes;
  const cpu = process.cpuUsage();
  const milliseconds = await batches(run, times, task.durationMs);
  const { user, system } = process.cpuUsage(cpu);
  const allocated = getHeapStatistics().total_allocated_bytes - allocatedBefore;
  const count = times * milliseconds.length;
  // Of CPU time, the collector's threads included: whatever else the machine does is not in it.
  const nanoseconds = ((user + system) * 1e3) / count;
  const heapOctets = allocated / count;
  const values = {
    nanoseconds,
    medianMs: median(milliseconds) / times,
    perSecond: 1e9 / nanoseconds,
    ...(task.countsBytes === true ? { bytes: heapOctets + (await bufferOctets(run, heapOctets)) } : {}),
    ...(units === undefined ? {} : { perUnit: nanoseconds / units }),
  };
  return { values, lost: 0, failed: 0 };
}

/** How often it is done in a batch. */
async function batchSize(run: Operation['run']): Promise<number> {
  for (let times = 1; ; times *= 2) if ((await batchMs(run, times)) >= BATCH_MS) return times;
}

/** At least one, and until the time is over: how long each took. */
async function batches(run: Operation['run'], times: number, durationMs: number): Promise<number[]> {
  const milliseconds: number[] = [];
  const endMs = performance.now() + durationMs;
  do milliseconds.push(await batchMs(run, times));
  while (performance.now() < endMs);
  return milliseconds;
}

async function batchMs(run: Operation['run'], times: number): Promise<number> {
  const startMs = performance.now();
  const sum = await run(times);
  const elapsedMs = performance.now() - startMs;
  if (!Number.isFinite(sum)) throw new Error(`what was read adds up to ${sum}`);
  return elapsedMs;
}

/** What an operation allocates outside the heap, in array buffers: only a total between two collections tells. */
async function bufferOctets(run: Operation['run'], heapOctets: number): Promise<number> {
  const times = Math.max(1, Math.round(BUFFER_BATCH_OCTETS / Math.max(heapOctets, 16)));
  let octets = 0;
  for (let batch = 0; batch < BUFFER_BATCHES; batch++) {
    collectGarbage('minor');
    const before = process.memoryUsage().arrayBuffers;
    await run(times);
    octets += process.memoryUsage().arrayBuffers - before;
  }
  return Math.max(0, octets / (times * BUFFER_BATCHES));
}
