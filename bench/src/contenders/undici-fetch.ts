import { decode, encode } from 'dns-packet';
import { Agent, fetch } from 'undici';
import type { WorkerContender } from '../worker/contender.ts';
import { byPromise, loadContender } from '../worker/load.ts';
import { packageVersion } from '../worker/package-version.ts';
import { DOH_PATH, dohHeaders } from './doh-request.ts';
import { checkAddress, nameSource } from './questions.ts';
import { HOST, type ServerSettings } from './server-settings.ts';

const RECURSION_DESIRED = 1 << 8;

export interface UndiciSettings extends ServerSettings {
  readonly allowH2: boolean;
  readonly connections: number;
}

/** DoH by hand: `fetch`, with dns-packet for the messages. */
export function open({ port, ca, authName, allowH2, connections }: UndiciSettings): WorkerContender {
  return loadContender(packageVersion('undici'), () => {
    const dispatcher = new Agent({
      allowH2,
      connections,
      connect: { ca, servername: authName },
    });
    const url = `https://${HOST}:${port}${DOH_PATH}`;
    const next = nameSource();
    return {
      ask: byPromise(async () => {
        const body = encode({
          type: 'query',
          id: 0,
          flags: RECURSION_DESIRED,
          questions: [{ type: 'A', name: next() }],
        });
        const response = await fetch(url, { method: 'POST', body, headers: dohHeaders, dispatcher });
        if (!response.ok) return new Error(`HTTP status ${response.status}`);
        const [answer] = decode(Buffer.from(await response.arrayBuffer())).answers ?? [];
        return checkAddress(answer?.type === 'A' ? answer.data : undefined);
      }),
      [Symbol.asyncDispose]: () => dispatcher.destroy(),
    };
  });
}
