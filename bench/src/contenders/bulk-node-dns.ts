import { Resolver } from 'node:dns/promises';
import { boundedLoop, bulkContender } from '../worker/bulk.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { checkAddress } from './questions.ts';

export interface BulkNodeDnsSettings {
  readonly server: string;
  readonly inFlight: number;
}

/** c-ares, as Node has it. */
export function open({ server, inFlight }: BulkNodeDnsSettings): WorkerContender {
  return bulkContender(`c-ares ${process.versions.ares}`, () => {
    const resolver = new Resolver();
    resolver.setServers([server]);
    return {
      resolveAll: boundedLoop(inFlight, async (name) => checkAddress((await resolver.resolve4(name))[0])),
      [Symbol.asyncDispose]: async () => resolver.cancel(),
    };
  });
}
