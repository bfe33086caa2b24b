import { TCPClient } from 'dns2';
import type { WorkerContender } from '../worker/contender.ts';
import { byPromise, loadContender } from '../worker/load.ts';
import { packageVersion } from '../worker/package-version.ts';
import { checkAddress, nameSource } from './questions.ts';
import { HOST, type ServerSettings } from './server-settings.ts';

/** A connection a query. */
export function open({ port }: ServerSettings): WorkerContender {
  return loadContender(packageVersion('dns2'), () => {
    const resolve = TCPClient({ dns: HOST, port });
    const next = nameSource();
    return {
      ask: byPromise(async () => checkAddress((await resolve(next(), 'A')).answers[0]?.address)),
      [Symbol.asyncDispose]: async () => {},
    };
  });
}
