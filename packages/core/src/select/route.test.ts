import { describe, expect, it } from 'vitest';
import { asker, queryFor, upstreams } from '../testing/selection-samples.ts';
import { VirtualClock } from '../testing/index.ts';
import type { Transport } from '../transport/index.ts';
import { fallback } from './fallback.ts';
import { route, type Routes } from './route.ts';

const clock = new VirtualClock();
const [corp, lab, rest] = upstreams(
  clock,
  { traits: { endpoint: 'tls://corp' } },
  { traits: { endpoint: 'tls://lab' } },
  { traits: { endpoint: 'quic://rest', protocol: 'quic' } },
);
const routes = { 'corp.example': corp, 'Lab.corp.example.': lab, '.': rest };
const ask = asker(route(routes, { clock }), clock);

async function hostOf(...question: Parameters<typeof queryFor>): Promise<string> {
  return (await ask(queryFor(...question))).connection.endpoint;
}

describe('route', () => {
  it.each([
    ['corp.example', 'tls://corp'],
    ['www.corp.example', 'tls://corp'],
    ['a.b.c.CORP.Example', 'tls://corp'],
    ['lab.corp.example', 'tls://lab'],
    ['x.LAB.corp.example', 'tls://lab'],
    ['example', 'quic://rest'],
    ['notcorp.example', 'quic://rest'],
    ['corp.example.com', 'quic://rest'],
    ['x\\.corp.example', 'quic://rest'],
    ['constructor', 'quic://rest'],
    ['__proto__', 'quic://rest'],
    ['.', 'quic://rest'],
    [`${'a.'.repeat(120)}corp.example`, 'tls://corp'],
  ])('sends %s to %s, the closest enclosing domain', async (name, host) => {
    expect(await hostOf(name)).toBe(host);
  });

  it('sends a DS query for a domain to where its parent is asked (RFC 4035 3.1.4.1)', async () => {
    expect(await hostOf('corp.example', 'DS')).toBe('quic://rest');
    expect(await hostOf('lab.corp.example', 'DS')).toBe('tls://corp');
    expect(await hostOf('www.corp.example', 'DS')).toBe('tls://corp');
    expect(await hostOf('.', 'DS')).toBe('quic://rest');
    expect(await hostOf('corp.example', 'DNSKEY')).toBe('tls://corp');
  });

  it('takes words of every object for domains, and U-labels', async () => {
    const table = { constructor: corp, 'bücher.example': lab, '.': rest } as unknown as Routes;
    const odd = asker(route(table, { clock }), clock);
    expect((await odd(queryFor('constructor'))).connection.endpoint).toBe('tls://corp');
    expect((await odd(queryFor('www.xn--bcher-kva.example'))).connection.endpoint).toBe('tls://lab');
    expect((await odd(queryFor('valueOf'))).connection.endpoint).toBe('quic://rest');
  });

  it('never sends a name elsewhere: neither where its upstream fails nor where a query asks for another', async () => {
    const failing = upstreams(clock, { answer: () => new Error('down') })[0];
    const strict = asker(route({ 'corp.example': failing, '.': rest }, { clock }), clock);
    await expect(strict(queryFor('corp.example'))).rejects.toThrow('down');
    await expect(ask(queryFor('corp.example'), { only: 'quic' })).rejects.toThrow('no upstream matches quic');
    await expect(ask(queryFor('example.com'), { only: corp })).rejects.toThrow(RangeError);
    expect((await ask(queryFor('corp.example'), { only: corp })).connection.endpoint).toBe('tls://corp');
  });

  it('is not what a combinator above it takes for an upstream of names that go elsewhere', async () => {
    const outer = fallback([route(routes, { clock }), upstreams(clock, {})[0]], { clock });
    const reply = await asker(outer, clock)(queryFor('example.com'), { only: 'tls' });
    expect(reply.connection.endpoint).toBe('tls://192.0.2.1');
  });

  it('says what the weakest upstream has, of each question where it goes, and each upstream once', () => {
    const plain = upstreams(clock, {
      traits: { endpoint: 'udp://10.0.0.53', protocol: 'udp', encrypted: false },
    })[0];
    const mixed = route({ 'corp.example': plain, 'lab.example': plain, '.': rest }, { clock });
    expect(mixed.traits).toMatchObject({
      protocol: 'mixed',
      endpoint: 'route(corp.example: udp://10.0.0.53, lab.example: udp://10.0.0.53, .: quic://rest)',
      encrypted: false,
    });
    expect(mixed.children).toEqual([plain, rest]);
    const name = queryFor('www.corp.example').slice(12, -4);
    expect(mixed.childrenFor?.({ name, type: 1 })).toEqual([plain]);
    expect(() => fallback([mixed, rest])).toThrow('set dangerAllowPlaintext');
  });

  it('closes an upstream of several domains once', async () => {
    const [shared] = upstreams(clock, {});
    const all = route({ 'a.example': shared, '.': shared }, { clock });
    await all.close();
    expect(shared.closings).toBe(1);
  });

  it.each([
    [{ 'corp.example': corp }, "routes['.'] is missing"],
    [
      { '.': rest, '*.corp.example': corp },
      'routes["*.corp.example"]: a domain stands for all names below it: write "corp.example"',
    ],
    [{ '.': rest, 'corp..example': corp }, 'routes["corp..example"] is no domain'],
    [{ '.': rest, '': corp }, 'routes[""] is no domain'],
    [
      { '.': rest, 'corp.example': corp, 'CORP.example.': lab },
      'routes["CORP.example."]: CORP.example. has a route already',
    ],
    [
      { '.': 'quic://dns.example' as unknown as Transport },
      'routes["."] is "quic://dns.example", which is no transport',
    ],
  ])('refuses %o', (table, message) => {
    expect(() => route(table)).toThrow(message);
  });

  it('refuses a query that asks nothing', async () => {
    await expect(ask(new Uint8Array(12))).rejects.toThrow('a query asks one question');
    await expect(ask(new Uint8Array(5))).rejects.toThrow(RangeError);
  });
});
