import { type Answer, createResolver, type Resolver } from 'hushdns';
import { boundedLoop, type BulkClient, bulkContender } from '../worker/bulk.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { checkAddress } from './questions.ts';

export interface BulkHushdnsSettings {
  readonly url: string;
  readonly ca: string;
  /** Of a loop over `resolve()`; absent for `resolveMany()`, which finds out by itself. */
  readonly inFlight?: number;
}

export function open({ url, ca, inFlight }: BulkHushdnsSettings): WorkerContender {
  return bulkContender(packageVersion('hushdns'), () => {
    const resolver = createResolver({ upstream: url, ca });
    return {
      resolveAll:
        inFlight === undefined
          ? resolveMany(resolver)
          : boundedLoop(inFlight, async (name) => firstAddressFault(await resolver.resolve(name, 'A'))),
      [Symbol.asyncDispose]: () => resolver.close(),
    };
  });
}

function resolveMany(resolver: Resolver): BulkClient['resolveAll'] {
  return async (names, ended) => {
    for await (const { answer, error } of resolver.resolveMany(names))
      ended(error ?? firstAddressFault(answer));
  };
}

function firstAddressFault({ records }: Answer<'A'>): Error | undefined {
  return checkAddress(records[0]?.rdata.address);
}
