import type { WorkerContender } from '../worker/contender.ts';
import { heldMemory } from '../worker/memory.ts';
import { operationContender } from '../worker/operations.ts';
import { type Access, cachedName, Lookups } from './lookups.ts';

/** A cache of names as a contender has it. */
export interface NameCache {
  /** What it was filled with is in it from now on. */
  readonly set: (name: string) => void | Promise<void>;
  /** Gets names that are in it, and returns a sum of what it found. */
  readonly get: (lookups: Lookups, times: number) => number | Promise<number>;
}

/** A cache as a contender. Its operations are `get ACCESS ENTRIES`; of a memory task it holds so many entries. */
export function cacheContender(version: string, open: (entries: number) => NameCache): WorkerContender {
  const caches = new Map<number, NameCache>();
  const operations = operationContender(version, async (name) => {
    const [verb, access, digits] = name.split(' ');
    if (verb !== 'get') throw new RangeError(`no operation ${name}`);
    const entries = Number(digits);
    const cache = caches.get(entries) ?? (await fill(open(entries), entries));
    caches.set(entries, cache);
    const lookups = new Lookups(entries, access as Access);
    return { run: (times) => cache.get(lookups, times) };
  });
  return {
    version,
    measure: (task) =>
      task.kind === 'memory'
        ? heldMemory(task.count, () => fill(open(task.count), task.count))
        : operations.measure(task),
  };
}

async function fill(cache: NameCache, entries: number): Promise<NameCache> {
  for (let at = 0; at < entries; at++) {
    const setting = cache.set(cachedName(at));
    if (setting !== undefined) await setting;
  }
  return cache;
}
