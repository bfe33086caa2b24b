import { describe, expect, it } from 'vitest';
import { asker, CONNECTION_REFUSED, queryFor, upstreams } from '../testing/selection-samples.ts';
import { type SimulatedTransport, VirtualClock } from '../testing/index.ts';
import { spread, type SpreadOptions } from './spread.ts';

const DOMAINS = Array.from({ length: 200 }, (_, number) => `domain${number}.example`);
const KEY = Uint8Array.from({ length: 32 }, (_, at) => at);

/** The last two labels: good enough where all is below `example`. */
const domainOf: SpreadOptions['domainOf'] = (name) => /[^.]+\.[^.]+$/.exec(name)?.[0];

function lab(
  options: Partial<SpreadOptions> = {},
  count = 3,
): {
  clock: VirtualClock;
  servers: readonly SimulatedTransport[];
  hostOf: (name: string) => Promise<string>;
  down: Set<string>;
} {
  const clock = new VirtualClock();
  const down = new Set<string>();
  const servers = upstreams(
    clock,
    ...Array.from({ length: count }, (_, index) => ({
      answer: (query: Uint8Array) => (down.has(`tls://192.0.2.${index + 1}`) ? CONNECTION_REFUSED : query),
    })),
  );
  const ask = asker(spread(servers, { clock, domainOf, ...options }), clock);
  const hostOf = async (name: string): Promise<string> => (await ask(queryFor(name))).connection.endpoint;
  return { clock, servers, hostOf, down };
}

async function hostsOf(hostOf: (name: string) => Promise<string>): Promise<string[]> {
  const hosts: string[] = [];
  for (const domain of DOMAINS) hosts.push(await hostOf(domain));
  return hosts;
}

const partOf = (hosts: readonly string[], host: string): number =>
  hosts.filter((each) => each === host).length / hosts.length;

describe('spread', () => {
  it('sends all names of a domain to one upstream, in any case', async () => {
    const { hostOf } = lab();
    for (const domain of DOMAINS.slice(0, 20)) {
      const host = await hostOf(domain);
      expect(await hostOf(`www.${domain}`)).toBe(host);
      expect(await hostOf(`a.b.c.${domain.toUpperCase()}.`)).toBe(host);
    }
  });

  it('lets no upstream see everything: each gets about its part of the domains', async () => {
    const hosts = await hostsOf(lab({ key: KEY }).hostOf);
    for (const number of [1, 2, 3])
      expect(Math.abs(partOf(hosts, `tls://192.0.2.${number}`) - 1 / 3)).toBeLessThan(0.1);
  });

  it('decides by a random key, so that nobody can tell who gets what', async () => {
    expect(await hostsOf(lab().hostOf)).not.toEqual(await hostsOf(lab().hostOf));
  });

  it('decides the same by the same key', async () => {
    const hosts = await hostsOf(lab({ key: KEY }).hostOf);
    expect(await hostsOf(lab({ key: KEY }).hostOf)).toEqual(hosts);
    expect(await hostsOf(lab({ key: KEY.toReversed() }).hostOf)).not.toEqual(hosts);
  });

  it('moves no domain but to an upstream that is added', async () => {
    const before = await hostsOf(lab({ key: KEY }).hostOf);
    const after = await hostsOf(lab({ key: KEY }, 4).hostOf);
    for (const [at, host] of after.entries()) if (host !== before[at]) expect(host).toBe('tls://192.0.2.4');
    expect(Math.abs(partOf(after, 'tls://192.0.2.4') - 1 / 4)).toBeLessThan(0.1);
  });

  it('sends the domains of an upstream that is down to the others, and moves no other', async () => {
    const { clock, hostOf, down } = lab({ key: KEY });
    const before = await hostsOf(hostOf);
    down.add('tls://192.0.2.1');
    const during = await hostsOf(hostOf);
    for (const [at, host] of before.entries()) {
      if (host === 'tls://192.0.2.1') expect(during[at]).not.toBe(host);
      else expect(during[at]).toBe(host);
    }
    const refugees = during.filter((_, at) => before[at] === 'tls://192.0.2.1');
    expect(new Set(refugees).size).toBe(2);
    down.clear();
    for (let minutes = 0; minutes < 2; minutes++) {
      await clock.advance(60_000);
      await hostsOf(hostOf);
    }
    expect(await hostsOf(hostOf)).toEqual(before);
  });

  it('asks an upstream that is down nothing but names that were its own', async () => {
    const { clock, servers, hostOf, down } = lab({ key: KEY });
    const before = await hostsOf(hostOf);
    const others = DOMAINS.filter((_, at) => before[at] !== 'tls://192.0.2.1');
    down.add('tls://192.0.2.1');
    await hostsOf(hostOf);
    await clock.advance(60_000);
    const asked = servers[0]?.asked ?? [];
    const count = asked.length;
    for (const name of others) await hostOf(name);
    expect(asked.length).toBe(count);
    for (const name of DOMAINS) await hostOf(name);
    expect(asked.length).toBe(count + 1);
  });

  it('takes the whole name where there is no registered domain', async () => {
    const { hostOf } = lab({ domainOf: () => null });
    const hosts = await Promise.all(
      ['com', 'net', 'org', 'example', 'test', 'invalid', 'a', 'b', 'c', ''].map((name) =>
        hostOf(`${name}.`),
      ),
    );
    expect(new Set(hosts).size).toBeGreaterThan(1);
  });

  it('refuses a short key, no function, and a query that is none', async () => {
    const servers = upstreams(new VirtualClock(), {});
    expect(() => spread(servers, { domainOf, key: new Uint8Array(15) })).toThrow(
      'spread: key has 15 octets, which is less than 16',
    );
    expect(() => spread(servers, {} as SpreadOptions)).toThrow(TypeError);
    await expect(spread(servers, { domainOf }).exchange(new Uint8Array(12), { deadline: 1 })).rejects.toThrow(
      RangeError,
    );
  });
});
