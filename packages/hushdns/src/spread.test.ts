import { encodeMessage, queryMessage, type Transport } from '@hushdns/core';
import { SimulatedTransport, VirtualClock } from '@hushdns/core/testing';
import { describe, expect, it } from 'vitest';
import { spread } from './spread.ts';

const clock = new VirtualClock();
const upstreams: readonly Transport[] = Array.from(
  { length: 32 },
  (_, number) =>
    new SimulatedTransport({
      clock,
      answer: (query) => query,
      traits: { endpoint: `tls://192.0.2.${number + 1}` },
    }),
);
const all = spread(upstreams, { clock, key: new Uint8Array(16) });

/** How many of 32 upstreams are asked for these names. */
async function hostsOf(names: readonly string[]): Promise<number> {
  const hosts = new Set<string>();
  for (const name of names) {
    const query = encodeMessage(queryMessage(name, 'A'));
    const { connection } = await clock.settle(all.exchange(query, { deadline: clock.now() + 1_000 }));
    hosts.add(connection.endpoint);
  }
  return hosts.size;
}

const below = (suffix: string): string[] =>
  Array.from({ length: 20 }, (_, number) => `name${number}.${suffix}`);

describe('spread', () => {
  it.each([
    'example.co.uk',
    'example.com',
    '_tcp.www.example.com',
    'a b.example.com',
    'xn--85x722f.xn--55qx5d.cn',
  ])('sends what is below %s to one upstream', async (domain) => {
    expect(await hostsOf(below(domain.replaceAll(' ', '\\032')))).toBe(1);
  });

  it.each(['com', 'co.uk', 'github.io', 'xn--55qx5d.cn'])(
    'spreads what is below %s, where anybody may register',
    async (suffix) => {
      expect(await hostsOf(below(suffix))).toBeGreaterThan(5);
    },
  );
});
