import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** Runs the work and, where a path is given, writes `PATH.cpuprofile` and `PATH.heapprofile` of it. */
export async function profiled<Result>(
  path: string | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (path === undefined) return work();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('HeapProfiler.enable');
  await session.post('Profiler.start');
  // Allocations that a collection has already taken back are what costs time: they are to be seen, too.
  await session.post('HeapProfiler.startSampling', {
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  const result = await work();
  const { profile: cpu } = await session.post('Profiler.stop');
  const { profile: heap } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  writeFileSync(`${path}.cpuprofile`, JSON.stringify(cpu));
  writeFileSync(`${path}.heapprofile`, JSON.stringify(heap));
  return result;
}
