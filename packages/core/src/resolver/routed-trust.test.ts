import { describe, expect, it } from 'vitest';
import type { Layer } from '../layers/index.ts';
import { fallback, route } from '../select/index.ts';
import { upstreams } from '../testing/selection-samples.ts';
import { VirtualClock, zoneAnswers } from '../testing/index.ts';
import type { TransportSelector, Trust } from '../transport/index.ts';
import { createResolver } from './index.ts';

const answer = zoneAnswers('$TTL 300\nwww.corp.example. A 192.0.2.1\nwww.example.com. A 192.0.2.2\n');
const plain = { answer, traits: { protocol: 'udp', endpoint: 'udp://10.0.0.53', encrypted: false } } as const;
const secure = { answer, traits: { protocol: 'quic', endpoint: 'quic://192.0.2.1' } } as const;

/** The trust that a layer, a cache for example, goes by for a query of a resolver with a plain route. */
async function trustFor(name: string, only?: TransportSelector): Promise<Trust | undefined> {
  const clock = new VirtualClock();
  const [corp, rest] = upstreams(clock, plain, secure);
  const routed = route({ 'corp.example': corp, '.': fallback([rest], { clock }) }, { clock });
  let trust: Trust | undefined;
  const look: Layer = (next) => (request, context) => {
    trust = context.trust;
    return next(request, context);
  };
  const resolver = createResolver({ upstream: routed, layers: [look], clock });
  const options = only === undefined ? {} : { transport: only };
  await clock.settle(resolver.resolve(name, 'A', options).catch(() => undefined));
  return trust;
}

describe('the trust of a query behind a route', () => {
  it('is that of the upstreams which its name goes to', async () => {
    expect(await trustFor('www.corp.example')).toBe('plain');
    expect(await trustFor('www.example.com')).toBe('authenticated');
    expect(await trustFor('www.example.com', 'quic')).toBe('authenticated');
  });

  it('is none, as nothing is asked, where the name goes to no upstream that was named', async () => {
    expect(await trustFor('www.example.com', 'udp')).toBeUndefined();
    expect(await trustFor('www.corp.example', 'quic')).toBeUndefined();
  });
});
