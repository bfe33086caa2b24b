import type { Experiment } from '../model.ts';
import { bareCache } from './name-caches.ts';

const ENTRIES = [1_000, 10_000, 100_000, 1_000_000];

/** What a cached name takes, and how long it takes to get it. Ours joins with the resolver's cache. */
export function cacheGrowth(): Experiment[] {
  const common = {
    axis: 'names',
    reference: 'lru-cache',
    contenders: [bareCache()],
    rounds: 3,
  } as const;
  return [
    {
      ...common,
      name: 'bytes per cached name',
      title: 'Memory of a cached name',
      points: ENTRIES.map((count) => ({ at: count, task: { kind: 'memory', count } })),
      metrics: [{ key: 'heapBytes', label: 'bytes on the heap and in buffers', better: 'lower' }],
      // They are counted, not timed.
      rounds: 1,
    },
    ...(['uniform', 'zipf'] as const).map((access): Experiment => ({
      ...common,
      name: `get ${access}`,
      title: `Get a cached name, ${access} access`,
      points: ENTRIES.map((entries) => ({
        at: entries,
        task: { kind: 'operation', operation: `get ${access} ${entries}`, warmUpMs: 150, durationMs: 100 },
      })),
      metrics: [{ key: 'nanoseconds', label: 'ns', better: 'lower' }],
    })),
  ];
}
