import { LRUCache } from 'lru-cache';
import { cacheContender } from '../../cache/cache-contender.ts';
import type { WorkerContender } from '../../worker/contender.ts';
import { packageVersion } from '../../worker/package-version.ts';

/** Nothing but the cache, and in it the least that a name's address needs. */
export function open(): WorkerContender {
  return cacheContender(packageVersion('lru-cache'), (entries) => {
    const cache = new LRUCache<string, { readonly address: string; readonly expiresAtMs: number }>({
      max: entries,
    });
    return {
      set: (name) => void cache.set(name, { address: '192.0.2.1', expiresAtMs: Date.now() + 3_600_000 }),
      get: (lookups, times) => {
        let sum = 0;
        for (let at = 0; at < times; at++) sum += cache.get(lookups.next())?.address.length ?? Number.NaN;
        return sum;
      },
    };
  });
}
