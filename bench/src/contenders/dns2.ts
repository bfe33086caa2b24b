import { UDPClient } from 'dns2';
import { byPromise, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { checkAddress, nameSource } from './questions.ts';
import { HOST, type ServerSettings } from './server-settings.ts';

/** A socket a query. */
export function open({ port }: ServerSettings): WorkerContender {
  return loadContender(packageVersion('dns2'), () => {
    const resolve = UDPClient({ dns: HOST, port });
    const next = nameSource();
    return {
      ask: byPromise(async () => checkAddress((await resolve(next(), 'A')).answers[0]?.address)),
      [Symbol.asyncDispose]: async () => {},
    };
  });
}
