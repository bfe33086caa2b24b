import Tangerine from 'tangerine';
import { Agent } from 'undici';

/** @param {{ host: string, port: number, ca: string, name: string }} settings */
export function open({ host, port, ca, name }) {
  const dispatcher = new Agent({ allowH2: true, connect: { ca } });
  const resolver = new Tangerine({
    servers: new Set([`${host}:${port}`]),
    cache: false,
    requestOptions: { dispatcher },
  });
  return { ask: async () => (await resolver.resolve4(name))[0] };
}
