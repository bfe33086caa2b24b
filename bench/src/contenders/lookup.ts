import { lookup } from 'node:dns/promises';
import CacheableLookup from 'cacheable-lookup';
import { benchNames } from '../bench-zone.ts';
import { byPromise, type LoadClient, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { checkAddress, nameSource } from './questions.ts';

export interface LookupSettings {
  readonly call: 'node:dns' | 'cacheable-lookup';
}

/** With a thousand under way c-ares loses some. */
const FILLED_AT_ONCE = 32;

/** What stands behind `lookup` in an application: it asks the system's resolver for addresses of both families. */
export function open({ call }: LookupSettings): WorkerContender {
  return call === 'node:dns'
    ? loadContender(process.version, () => clientOf(lookup))
    : loadContender(packageVersion(call), filledCache);
}

/** All names have been asked for once. */
async function filledCache(): Promise<LoadClient> {
  const cache = new CacheableLookup();
  for (let at = 0; at < benchNames.length; at += FILLED_AT_ONCE)
    await Promise.all(benchNames.slice(at, at + FILLED_AT_ONCE).map((name) => cache.lookupAsync(name)));
  return clientOf((name) => cache.lookupAsync(name));
}

function clientOf(find: (name: string) => Promise<{ readonly address: string }>): LoadClient {
  const next = nameSource();
  return {
    ask: byPromise(async () => checkAddress((await find(next())).address)),
    [Symbol.asyncDispose]: async () => {},
  };
}
