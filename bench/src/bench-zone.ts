import type { Zone } from '@hushdns/interop';

const ORIGIN = 'bench.example.';
/** More than are ever under way at once. */
const NAME_COUNT = 16_384;

/** The address of every name. */
export const BENCH_ADDRESS = '192.0.2.1';
/** Asked in turn, so that no two questions under way are alike. */
export const benchNames: readonly string[] = Array.from(
  { length: NAME_COUNT },
  (_, at) => `n${at}.${ORIGIN}`,
);

/** All names with one address and a TTL of 0: nobody has anything to cache. */
export const benchZone: Zone = {
  origin: ORIGIN,
  text: [
    `$ORIGIN ${ORIGIN}`,
    // Unbound takes 0 for no TTL here, and then has an hour: each of the names has its own.
    '$TTL 0',
    '@ SOA ns hostmaster 1 7200 3600 1209600 0',
    '@ NS ns',
    `ns A ${BENCH_ADDRESS}`,
    ...benchNames.map((name) => `${name} 0 A ${BENCH_ADDRESS}`),
    '',
  ].join('\n'),
};
