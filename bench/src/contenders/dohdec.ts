import { DNSoverHTTPS } from 'dohdec';
import type { WorkerContender } from '../worker/contender.ts';
import { byPromise, loadContender } from '../worker/load.ts';
import { packageVersion } from '../worker/package-version.ts';
import { DOH_PATH } from './doh-request.ts';
import { checkAddress, nameSource } from './questions.ts';
import { HOST, type ServerSettings } from './server-settings.ts';

/** Over got, here with HTTP/2. */
export function open({ port }: ServerSettings): WorkerContender {
  return loadContender(packageVersion('dohdec'), () => {
    const resolver = new DNSoverHTTPS({ url: `https://${HOST}:${port}${DOH_PATH}`, http2: true });
    const next = nameSource();
    return {
      ask: byPromise(async () => {
        const reply = await resolver.lookup(next(), { rrtype: 'A', json: false });
        return checkAddress(reply.answers[0]?.data);
      }),
      [Symbol.asyncDispose]: async () => resolver.close(),
    };
  });
}
