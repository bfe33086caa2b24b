import type { promises } from 'node:dns';
import CacheableLookup from 'cacheable-lookup';
import { cacheContender } from '../../cache/cache-contender.ts';
import type { WorkerContender } from '../../worker/contender.ts';
import { packageVersion } from '../../worker/package-version.ts';

export interface CacheableLookupSettings {
  readonly call: 'lookupAsync' | 'lookup';
}

/** Filled by itself from a resolver that answers at once. */
export function open({ call }: CacheableLookupSettings): WorkerContender {
  return cacheContender(packageVersion('cacheable-lookup'), () => {
    const cache = new CacheableLookup({ resolver: resolver as unknown as promises.Resolver });
    return {
      set: async (name) => void (await cache.lookupAsync(name)),
      get: async (lookups, times) => {
        let sum = 0;
        if (call === 'lookupAsync') {
          for (let at = 0; at < times; at++) sum += (await cache.lookupAsync(lookups.next())).address.length;
          return sum;
        }
        return new Promise<number>((resolve, reject) => {
          let left = times;
          const next = (): void =>
            cache.lookup(lookups.next(), {}, (error, address) => {
              if (error !== null) reject(error);
              else sum += address.length;
              if (--left > 0) next();
              else resolve(sum);
            });
          next();
        });
      },
    };
  });
}

type Answer = (error: null, records: readonly { readonly address: string; readonly ttl: number }[]) => void;

const resolver = {
  resolve4: (_name: string, _options: unknown, answer: Answer): void =>
    answer(null, [{ address: '192.0.2.1', ttl: 3_600 }]),
  resolve6: (_name: string, _options: unknown, answer: Answer): void => answer(null, []),
};
