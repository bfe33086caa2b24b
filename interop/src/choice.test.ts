import { createResolver } from 'hushdns';
import { describe, expect, inject, test } from 'vitest';
import { upstreamsOf } from './upstream.ts';
import { smallName } from './zone-facts.ts';

const { ca } = inject('upstreams');
const upstreams = upstreamsOf(inject('upstreams'));
const servers = new Set(upstreams.map(({ server }) => server));
const withSeveral = [...servers]
  .map((server) => ({ server, upstreams: upstreams.filter((each) => each.server === server) }))
  .filter((each) => each.upstreams.length > 1);

describe.each(withSeveral)('one resolver over all that $server speaks', ({ upstreams }) => {
  test('each query takes the transport it asks for', async () => {
    await using resolver = createResolver({
      upstream: upstreams.map(({ url }) => url),
      ca,
      dangerAllowPlaintext: true,
    });
    for (const { protocol } of upstreams) {
      const { source } = await resolver.resolve(smallName, 'A', { transport: protocol });
      expect(source).toMatchObject({ protocol });
    }
  });
});
