import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { inspect } from 'node:util';
import type { ResolverEvent } from '@hushdns/core';
import { certificateAuthority, type DnsServer, startServer, zone } from '@hushdns/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResolver } from './create-resolver.ts';

const KINDS = ['query', 'attempt', 'cache', 'upstream', 'pool'] as const;

/** What is published while something runs, by those channels that are listened to. */
async function published(kinds: readonly string[], run: () => Promise<void>): Promise<ResolverEvent[]> {
  const events: ResolverEvent[] = [];
  const listen = (event: unknown): void => void events.push(event as ResolverEvent);
  for (const kind of kinds) subscribe(`hushdns:${kind}`, listen);
  try {
    await run();
    // The last one is told in a job after what it tells of.
    await Promise.resolve();
  } finally {
    for (const kind of kinds) unsubscribe(`hushdns:${kind}`, listen);
  }
  return events;
}

describe('node:diagnostics_channel', () => {
  let server: DnsServer;

  beforeAll(async () => {
    const authority = await certificateAuthority();
    const certificate = await authority.issue({ ipAddresses: ['127.0.0.1'] });
    const records = zone('$TTL 300\nexample. SOA ns a 1 1h 1h 1h 5m\nhost.example. A 192.0.2.1', 'example.');
    server = await startServer({ zone: records, certificate });
  });

  afterAll(() => server.close());

  it.each(['udp', 'tcp', 'tls', 'https', 'quic'] as const)(
    'has queries, attempts and connections of %s',
    async (protocol) => {
      const { [protocol]: upstream } = server.endpoints;
      const events = await published(KINDS, async () => {
        await using resolver = createResolver({ upstream, ca: server.ca });
        await resolver.resolve('host.example');
      });
      const said = events.map(
        (event) => `${event.kind} ${'stage' in event ? event.stage : 'state' in event && event.state}`,
      );
      expect(said.filter((each) => each.startsWith('query'))).toEqual(['query started', 'query ended']);
      expect(said.filter((each) => each.startsWith('attempt'))).toEqual(['attempt started', 'attempt ended']);
      const pool = said.filter((each) => each.startsWith('pool'));
      expect(pool.slice(0, 2)).toEqual(['pool opening', 'pool open']);
      expect(pool.at(-1)).toBe('pool closed');
    },
  );

  it('is told of what it listens to alone, and also where it listens later', async () => {
    await using resolver = createResolver({ upstream: server.endpoints.tls, ca: server.ca });
    await resolver.resolve('host.example');
    const events = await published(['query'], async () => {
      await resolver.resolve('host.example');
    });
    expect(events).toMatchObject([
      { kind: 'query', stage: 'started', name: 'host.example', type: 'A' },
      { kind: 'query', stage: 'ended', source: 'network' },
    ]);
  });

  it('stands beside an observer, who may fail', async () => {
    const told: ResolverEvent[] = [];
    const events = await published(['query'], async () => {
      await using resolver = createResolver({
        upstream: server.endpoints.udp,
        observe: (event) => {
          told.push(event);
          throw new Error('a fault of the observer');
        },
      });
      await resolver.resolve('host.example');
      await Promise.resolve();
      expect(resolver.stats().observerErrors).toBe(told.length);
    });
    expect(events).toHaveLength(2);
    expect(told.length).toBeGreaterThan(4);
  });

  it('bears no name where names are redacted, of a refused connection too', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as { port: number };
    closed.close();
    await once(closed, 'close');
    let error: unknown;
    const events = await published(KINDS, async () => {
      const upstream = `tcp://127.0.0.1:${port}`;
      await using resolver = createResolver({ upstream, redactNames: true, tries: 1 });
      error = await resolver.resolve('canary.example').catch((reason: unknown) => reason);
    });
    expect(error).toMatchObject({
      code: 'ETRANSPORT',
      phase: 'connect',
      cause: { code: 'ECONNREFUSED', port },
      attempts: [{ endpoint: `tcp://127.0.0.1:${port}`, phase: 'connect', reused: false }],
    });
    expect(events.length).toBeGreaterThanOrEqual(6);
    expect(inspect([error, events], { depth: Infinity, showHidden: true })).not.toContain('canary');
  });
});
