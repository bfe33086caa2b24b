import { DOHClient } from 'dns2';
import type { WorkerContender } from '../worker/contender.ts';
import { byPromise, loadContender } from '../worker/load.ts';
import { packageVersion } from '../worker/package-version.ts';
import { DOH_PATH } from './doh-request.ts';
import { checkAddress, nameSource } from './questions.ts';
import { HOST, type ServerSettings } from './server-settings.ts';

/** An HTTP/2 session a query, and GET, whatever is asked for. */
export function open({ port }: ServerSettings): WorkerContender {
  return loadContender(packageVersion('dns2'), () => {
    const resolve = DOHClient({ dns: `h2://${HOST}:${port}${DOH_PATH}` });
    const next = nameSource();
    return {
      ask: byPromise(async () => checkAddress((await resolve(next(), 'A')).answers[0]?.address)),
      [Symbol.asyncDispose]: async () => {},
    };
  });
}
