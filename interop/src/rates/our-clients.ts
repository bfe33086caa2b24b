import { createResolver, type Resolver } from 'hushdns';
import type { Upstream } from '../upstream.ts';
import type { OpenClient } from './load.ts';

const DEADLINE_MS = 5_000;

/** `resolver.resolve()`: encodes, asks, decodes. */
export function resolverClient(upstream: Upstream, name: string, ca: string): OpenClient {
  return client(upstream, ca, (resolver) => resolver.resolve(name, 'A'));
}

/** `transport.exchange()` alone: bytes in, bytes out. */
export function transportClient(upstream: Upstream, query: Uint8Array, ca: string): OpenClient {
  return client(upstream, ca, ({ upstream: transport }) =>
    transport.exchange(query, { deadline: performance.now() + DEADLINE_MS }),
  );
}

function client(
  { url }: Upstream,
  ca: string,
  askOnce: (resolver: Resolver) => Promise<unknown>,
): OpenClient {
  return ({ replied, failed }) => {
    const resolver = createResolver({ upstream: url, ca });
    const answered = (): void => replied(1);
    return Promise.resolve({
      ask: (count) => {
        for (let at = 0; at < count; at++) void askOnce(resolver).then(answered, failed);
      },
      [Symbol.asyncDispose]: () => resolver.close(),
    });
  };
}
