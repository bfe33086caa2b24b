import { describe, expect, it } from 'vitest';
import { DnsError } from '../errors/index.ts';
import { SimulatedConnection, VirtualClock } from '../testing/index.ts';
import type { Address, AddressSource, Transport } from './contract.ts';
import { parseEndpoint } from './endpoint.ts';
import { leaf } from './leaf.ts';
import type { UpstreamOptions } from './upstream-options.ts';

const QUERY = Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1);
const ENDPOINT = parseEndpoint('tls://dns.example', {
  protocol: 'tls',
  defaultPort: 853,
  authenticated: true,
});
const DEFAULTS = { maxConnections: 2, expectedCapacity: 10, idleTimeoutMs: 1_000, connectTimeoutMs: 1_000 };

/** A leaf whose links are the addresses that were dialled. */
function lab(options: UpstreamOptions): {
  dialled: Address[];
  transport: Transport;
  ask: () => Promise<unknown>;
} {
  const clock = new VirtualClock();
  const dialled: Address[] = [];
  const transport = leaf(
    {
      endpoint: ENDPOINT,
      secure: true,
      defaults: DEFAULTS,
      dial: (address) => {
        dialled.push(address);
        return Promise.resolve(address);
      },
      discard: () => {},
      connect: (_link, events) => new SimulatedConnection(events),
    },
    { clock, ...options },
  );
  return { dialled, transport, ask: () => clock.settle(transport.exchange(QUERY, { deadline: 100 })) };
}

describe('leaf', () => {
  it('dials what its address source gives for the host', async () => {
    const asked: string[] = [];
    const addresses: AddressSource = (host) => {
      asked.push(host);
      return Promise.resolve([{ address: '192.0.2.1', family: 4 }]);
    };
    const { dialled, transport, ask } = lab({ addresses });
    await expect(ask()).rejects.toMatchObject({ code: 'ETIMEOUT', phase: 'receive' });
    expect([asked, dialled]).toEqual([['dns.example'], [{ address: '192.0.2.1', family: 4 }]]);
    expect(transport.traits).toMatchObject({
      endpoint: 'tls://dns.example',
      encrypted: true,
      authenticated: true,
    });
  });

  it.each([
    ['a host name', [{ address: 'elsewhere.example', family: 4 }]],
    ['an address of the other family', [{ address: '192.0.2.1', family: 6 }]],
    ['no address', []],
  ] as const)('dials nothing where its address source gives %s', async (_what, found) => {
    const { dialled, ask } = lab({ addresses: () => Promise.resolve(found) });
    await expect(ask()).rejects.toThrow('tls://dns.example: connect: dns.example was not resolved:');
    expect(dialled).toEqual([]);
  });

  it('shows why its host was not resolved', async () => {
    const cause = new DnsError('ENOTFOUND', 'no such name');
    const { ask } = lab({ addresses: () => Promise.reject(cause) });
    await expect(ask()).rejects.toMatchObject({ code: 'ETRANSPORT', phase: 'connect', cause: { cause } });
  });

  it.each([
    [{ maxConnections: 0 }, 'maxConnections is 0'],
    [{ idleTimeoutMs: 1.5 }, 'idleTimeoutMs is 1.5'],
    [{ connectTimeoutMs: Number.NaN }, 'connectTimeoutMs is NaN'],
  ])('refuses %j at construction', (options, why) => {
    const addresses: AddressSource = () => Promise.resolve([]);
    expect(() => lab({ addresses, ...options })).toThrow(why);
  });

  it('refuses a host name without an address source', () => {
    expect(() => lab({})).toThrow(TypeError);
  });

  it('dials the addresses of a list, without a source', async () => {
    const { dialled, ask } = lab({ addresses: ['192.0.2.7'] });
    await expect(ask()).rejects.toMatchObject({ phase: 'receive' });
    expect(dialled).toEqual([{ address: '192.0.2.7', family: 4 }]);
  });
});

describe('a leaf whose dialling proves nothing', () => {
  const SILENT = '2001:db8::1';

  /** Every address is dialled at once; one of them gives up after 100 ms, the others answer. */
  function connectionless(addresses: readonly string[]) {
    const clock = new VirtualClock();
    const dialled: string[] = [];
    const transport = leaf<Address>(
      {
        endpoint: ENDPOINT,
        secure: true,
        connectionless: true,
        defaults: DEFAULTS,
        dial: (address) => {
          dialled.push(address.address);
          return Promise.resolve(address);
        },
        discard: () => {},
        connect: ({ address }, events, clock, trial) => {
          const connection = new SimulatedConnection(events);
          clock.startTimer(100, () => {
            if (address === SILENT) {
              const elsewhere = trial?.failed() ?? false;
              return events.lost({ message: 'silent', elsewhere });
            }
            trial?.worked();
            connection.answer();
          });
          return connection;
        },
      },
      { clock, addresses, idleTimeoutMs: 10 },
    );
    const ask = () => clock.settle(transport.exchange(QUERY, { deadline: clock.now() + 1_000 }));
    return { clock, dialled, ask };
  }

  it('goes on to the next address where one is silent, and begins with that from then on', async () => {
    const { clock, dialled, ask } = connectionless([SILENT, '192.0.2.1']);
    await expect(ask()).resolves.toBeDefined();
    await clock.advance(1_000);
    await expect(ask()).resolves.toBeDefined();
    expect(dialled).toEqual([SILENT, '192.0.2.1', '192.0.2.1']);
  });

  it('fails with what happened where there is no other', async () => {
    const { dialled, ask } = connectionless([SILENT]);
    await expect(ask()).rejects.toMatchObject({ code: 'ETRANSPORT' });
    expect(dialled).toEqual([SILENT]);
  });
});
