import { createResolver } from 'hushdns';
import { boundedLoop, bulkContender } from '../worker/bulk.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { checkAddress } from './questions.ts';

export interface BulkHushdnsSettings {
  readonly url: string;
  readonly ca: string;
  readonly inFlight: number;
}

/** `resolve()` in a loop. */
export function open({ url, ca, inFlight }: BulkHushdnsSettings): WorkerContender {
  return bulkContender(packageVersion('hushdns'), () => {
    const resolver = createResolver({ upstream: url, ca });
    return {
      resolveAll: boundedLoop(inFlight, async (name) =>
        checkAddress((await resolver.resolve(name, 'A')).records[0]?.rdata.address),
      ),
      [Symbol.asyncDispose]: () => resolver.close(),
    };
  });
}
