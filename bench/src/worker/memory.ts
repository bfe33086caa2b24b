import type { Sample } from '../model.ts';

/** Collects now; Node has to run with `--expose-gc`. */
export function collectGarbage(type: 'minor' | 'major'): void {
  if (globalThis.gc === undefined) throw new Error('the process runs without --expose-gc');
  globalThis.gc({ type, execution: 'sync' });
}

/**
 * What each of so many things takes while all are held: on the heap and in buffers, and of the whole process. The
 * latter misses what the process had before and uses again: only a fresh process tells it rightly.
 */
export async function heldMemory(count: number, hold: () => unknown): Promise<Sample> {
  const before = footprint();
  const held = await hold();
  const after = footprint();
  if (held === undefined) throw new Error('nothing is held');
  const values = {
    heapBytes: (after.heapOctets - before.heapOctets) / count,
    residentBytes: (after.residentOctets - before.residentOctets) / count,
  };
  return { values, lost: 0, failed: 0 };
}

function footprint(): { readonly heapOctets: number; readonly residentOctets: number } {
  // What the first finds, finalizers let go of.
  collectGarbage('major');
  collectGarbage('major');
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapOctets: heapUsed + external, residentOctets: rss };
}
