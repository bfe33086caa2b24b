import type { Zone } from '@hushdns/interop';
import { benchZone } from './bench-zone.ts';

const ORIGINS = 100;

/** The hosts of HTTP servers, each with a loopback address of its own. */
export const httpHosts: readonly { readonly name: string; readonly address: string }[] = Array.from(
  { length: ORIGINS },
  (_, at) => ({ name: `web${at}.${benchZone.origin}`.replace(/\.$/, ''), address: `127.53.1.${at + 1}` }),
);

/** The bench's names, to be cached, and those of the HTTP servers. */
export const lookupZone: Zone = {
  ...benchZone,
  text: [
    benchZone.text.replace('$TTL 0', '$TTL 3600'),
    ...httpHosts.map(({ name, address }) => `${name}. A ${address}`),
    '',
  ].join('\n'),
};
