import { Resolver } from 'node:dns/promises';
import { byPromise, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { checkAddress, nameSource } from './questions.ts';
import { HOST, type ServerSettings } from './server-settings.ts';

/** c-ares, as Node has it. */
export function open({ port }: ServerSettings): WorkerContender {
  return loadContender(`c-ares ${process.versions.ares}`, () => {
    const resolver = new Resolver();
    resolver.setServers([`${HOST}:${port}`]);
    const next = nameSource();
    return {
      ask: byPromise(async () => checkAddress((await resolver.resolve4(next()))[0])),
      [Symbol.asyncDispose]: async () => resolver.cancel(),
    };
  });
}
