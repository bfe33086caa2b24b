import Tangerine from 'tangerine';
import { Agent } from 'undici';
import type { WorkerContender } from '../worker/contender.ts';
import { byPromise, loadContender } from '../worker/load.ts';
import { packageVersion } from '../worker/package-version.ts';
import { dohHeaders } from './doh-request.ts';
import { checkAddress, nameSource } from './questions.ts';
import { HOST, type ServerSettings } from './server-settings.ts';

export interface TangerineSettings extends ServerSettings {
  readonly connections: number;
}

/** Over undici's HTTP/2. */
export function open({ port, ca, connections }: TangerineSettings): WorkerContender {
  return loadContender(packageVersion('tangerine'), () => {
    const dispatcher = new Agent({ allowH2: true, connections, connect: { ca } });
    const resolver = new Tangerine({
      servers: new Set([`${HOST}:${port}`]),
      cache: false,
      requestOptions: { method: 'POST', headers: dohHeaders, dispatcher },
    });
    const next = nameSource();
    return {
      ask: byPromise(async () => checkAddress((await resolver.resolve4(next()))[0])),
      [Symbol.asyncDispose]: () => dispatcher.destroy(),
    };
  });
}
