import { createResolver } from 'hushdns';
import { byPromise, type LoadClient, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { checkAddress, checkHeader, nameSource, querySource } from './questions.ts';

const DEADLINE_MS = 5_000;

export interface HushdnsSettings {
  readonly url: string;
  readonly ca: string;
  /** `exchange` is the transport alone, bytes in and bytes out; `resolve` the whole of it. */
  readonly call: 'exchange' | 'resolve';
}

export function open(settings: HushdnsSettings): WorkerContender {
  return loadContender(packageVersion('hushdns'), () => client(settings));
}

function client({ url, ca, call }: HushdnsSettings): LoadClient {
  const resolver = createResolver({ upstream: url, ca });
  const nextName = nameSource();
  const nextQuery = querySource(true);
  const calls = {
    exchange: async () => {
      const deadline = performance.now() + DEADLINE_MS;
      return checkHeader((await resolver.upstream.exchange(nextQuery(), { deadline })).bytes);
    },
    resolve: async () => checkAddress((await resolver.resolve(nextName(), 'A')).records[0]?.rdata.address),
  };
  return { ask: byPromise(calls[call]), [Symbol.asyncDispose]: () => resolver.close() };
}
