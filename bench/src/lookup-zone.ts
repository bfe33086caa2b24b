import type { Zone } from '@hushdns/interop';
import { BENCH_ADDRESS, benchNames, benchZone } from './bench-zone.ts';

const ORIGINS = 100;

/** The hosts of HTTP servers, each with a loopback address of its own. */
export const httpHosts: readonly { readonly name: string; readonly address: string }[] = Array.from(
  { length: ORIGINS },
  (_, at) => ({ name: `web${at}.${benchZone.origin}`.replace(/\.$/, ''), address: `127.80.0.${at + 1}` }),
);

/** The bench's names, to be cached, and those of the HTTP servers. */
export const lookupZone: Zone = {
  origin: benchZone.origin,
  text: [
    `$ORIGIN ${benchZone.origin}`,
    '$TTL 3600',
    '@ SOA ns hostmaster 1 7200 3600 1209600 300',
    '@ NS ns',
    ...['ns', ...benchNames].map((name) => `${name} A ${BENCH_ADDRESS}`),
    ...httpHosts.map(({ name, address }) => `${name}. A ${address}`),
    '',
  ].join('\n'),
};
