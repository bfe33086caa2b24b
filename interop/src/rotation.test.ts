import { createResolver } from 'hushdns';
import { describe, expect, inject, test } from 'vitest';
import { upstreamsOf } from './upstream.ts';
import { smallName } from './zone-facts.ts';

/**
 * Knot grants 1,024 streams for a connection's whole life, Hickory closes after about a hundred: more queries than that
 * on one connection, and on the four that are open at a time.
 */
const LOADS = [
  { queries: 1_500, atATime: 1 },
  { queries: 5_000, atATime: 50 },
];

const { ca } = inject('upstreams');
const overQuic = upstreamsOf(inject('upstreams')).filter(({ protocol }) => protocol === 'quic');

describe.each(overQuic)('$server over quic', ({ server, url }) => {
  test.each(LOADS)('answers $queries queries, $atATime at a time', async ({ queries, atATime }) => {
    await using resolver = createResolver({ upstream: url, ca });
    let asked = 0;
    let fresh = 0;
    let answered = 0;
    const ask = async (): Promise<void> => {
      while (asked++ < queries) {
        const { source } = await resolver.resolve(smallName);
        answered++;
        if (source.kind === 'network' && !source.reused) fresh++;
      }
    };
    await Promise.all(Array.from({ length: atATime }, ask));
    const counts = `${fresh} of ${answered} answers over new connections`;
    process.stdout.write(` ${server} over quic, ${atATime} at a time: ${counts}\n`);
    expect(answered).toBe(queries);
  });
});
