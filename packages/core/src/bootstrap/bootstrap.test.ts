import { describe, expect, it } from 'vitest';
import { NameNotFoundError } from '../errors/index.ts';
import type { Rcode } from '../message/index.ts';
import { SimulatedTransport, VirtualClock, zoneAnswers } from '../testing/index.ts';
import type { Address } from '../transport/index.ts';
import { bootstrap } from './bootstrap.ts';

const ZONE = `
$TTL 300
dns.example.  CNAME host.example.
host.example. A 192.0.2.1
host.example. A 192.0.2.2
host.example. AAAA 2001:db8::1
ipv4.example. A 192.0.2.3
`;

/** What a bootstrap finds for a host. */
function find(
  host: string,
  rcode: Rcode = 'NOERROR',
  signal = new AbortController().signal,
): Promise<readonly Address[]> {
  const clock = new VirtualClock();
  const upstream = new SimulatedTransport({ clock, answer: zoneAnswers(ZONE, { rcode }) });
  return clock.settle(bootstrap([upstream], { clock })(host, signal));
}

describe('bootstrap', () => {
  it('gives the addresses of both families in turns, IPv6 first (RFC 8305 4)', async () => {
    expect(await find('dns.example')).toEqual([
      { address: '2001:db8::1', family: 6 },
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ]);
  });

  it('is content with one family', async () => {
    expect(await find('ipv4.example')).toEqual([{ address: '192.0.2.3', family: 4 }]);
  });

  it('does not wait for the other family beyond 50 ms (RFC 8305 3)', async () => {
    const clock = new VirtualClock();
    const answer = zoneAnswers(ZONE);
    const upstream = new SimulatedTransport({
      clock,
      answer: (query) => (query.at(-14) === 28 ? 'silence' : answer(query)),
      delayMs: 10,
    });
    const found = await clock.settle(
      bootstrap([upstream], { clock })('dns.example', new AbortController().signal),
    );
    expect(found.map(({ family }) => family)).toEqual([4, 4]);
    expect(clock.now()).toBe(60);
    expect(clock.timers).toBe(0);
  });

  it('rejects with the DNS error of a host without addresses, and with the reason on abort', async () => {
    await expect(find('gone.example', 'NXDOMAIN')).rejects.toThrow(NameNotFoundError);
    await expect(find('dns.example', 'NOERROR', AbortSignal.abort('enough'))).rejects.toBe('enough');
  });
});
