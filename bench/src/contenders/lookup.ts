import { lookup } from 'node:dns/promises';
import CacheableLookup from 'cacheable-lookup';
import { byPromise, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { checkAddress, nameSource } from './questions.ts';

export interface LookupSettings {
  readonly call: 'node:dns' | 'cacheable-lookup';
}

/** What stands behind `lookup` in an application: it asks the system's resolver for addresses of both families. */
export function open({ call }: LookupSettings): WorkerContender {
  const isNode = call === 'node:dns';
  return loadContender(isNode ? process.version : packageVersion(call), () => {
    const next = nameSource();
    const cache = new CacheableLookup();
    const find = isNode
      ? lookup
      : (name: string): ReturnType<typeof cache.lookupAsync> => cache.lookupAsync(name);
    return {
      ask: byPromise(async () => checkAddress((await find(next())).address)),
      [Symbol.asyncDispose]: async () => {},
    };
  });
}
