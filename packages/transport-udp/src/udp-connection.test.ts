import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { startServer } from '@hushdns/testkit';
import { encodeMessage, queryMessage } from '@hushdns/core';
import type { Address, AddressSource } from '@hushdns/core/transport';
import { dialUdp } from './udp-connection.ts';
import { udp } from './udp.ts';

const QUERY = encodeMessage(queryMessage('www.hush.example', 'A'));

describe('dialUdp', () => {
  it("leaves the local address to the system, which is not the peer's", async () => {
    const socket = await dialUdp({ address: '127.0.0.2', family: 4 }, 53, new AbortController().signal);
    const { address } = socket.address();
    socket.close();
    expect(address).toBe('127.0.0.1');
  });

  it('rejects where the system has no way to the address', async () => {
    const dial = dialUdp({ address: '255.255.255.255', family: 4 }, 53, new AbortController().signal);
    await expect(dial).rejects.toMatchObject({ code: 'EACCES' });
  });
});

describe('udp()', () => {
  it('goes on to the next address where the system has no way to one', async () => {
    await using server = await startServer({ protocols: ['udp'] });
    const { port } = new URL(server.endpoints.udp);
    const addresses: AddressSource = () =>
      Promise.resolve([
        { address: '255.255.255.255', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    await using transport = udp(`udp://dns.example:${port}`, { addresses });
    const { connection } = await transport.exchange(QUERY, { deadline: performance.now() + 2_000 });
    expect(connection.address).toBe('127.0.0.1');
  });
});

const SILENT: Address = { address: '127.0.0.2', family: 4 };
const SERVED: Address = { address: '127.0.0.1', family: 4 };

/** A server, a port of the same number at another address that takes queries and says nothing, and what it took. */
async function halfSilent() {
  const stack = new AsyncDisposableStack();
  const { statistics, endpoints } = stack.use(await startServer({ protocols: ['udp'] }));
  const port = Number(new URL(endpoints.udp).port);
  const blackhole: Socket = createSocket('udp4');
  let taken = 0;
  blackhole.on('message', () => taken++);
  blackhole.bind(port, SILENT.address);
  await once(blackhole, 'listening');
  stack.defer(() => void blackhole.close());
  return {
    port,
    statistics: statistics.udp,
    taken: () => taken,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

describe('udp() to a host with a blackholed address', () => {
  it.each([
    ['first of two', [SILENT, SERVED]],
    ['second of two', [SERVED, SILENT]],
  ])('answers every query where that is the %s, and asks it once at most', async (_what, addresses) => {
    await using place = await halfSilent();
    await using transport = udp(`udp://dns.example:${place.port}`, {
      addresses: () => Promise.resolve(addresses),
    });
    // More than a source port serves, so that several sockets choose an address.
    for (let count = 0; count < 150; count++) {
      const { connection } = await transport.exchange(QUERY, { deadline: performance.now() + 2_000 });
      expect(connection.address).toBe(SERVED.address);
    }
    expect(place.taken()).toBe(addresses[0] === SILENT ? 1 : 0);
  });

  it('moves all queries that wait for it', async () => {
    await using place = await halfSilent();
    const addresses = [SILENT.address, SERVED.address];
    await using transport = udp(`udp://dns.example:${place.port}`, { addresses });
    const deadline = performance.now() + 2_000;
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => transport.exchange(QUERY, { deadline })),
    );
    expect(new Set(replies.map(({ connection }) => connection.address))).toEqual(new Set([SERVED.address]));
  });

  it('in the control, with no other address, fails at the deadline', async () => {
    await using place = await halfSilent();
    await using transport = udp(`udp://dns.example:${place.port}`, { addresses: [SILENT.address] });
    const asked = transport.exchange(QUERY, { deadline: performance.now() + 600 });
    await expect(asked).rejects.toMatchObject({ code: 'ETIMEOUT' });
  });

  it('fails at the deadline where all are silent, and no sooner', async () => {
    await using place = await halfSilent();
    const addresses = [SILENT.address, '127.0.0.3'];
    const third = createSocket('udp4').bind(place.port, '127.0.0.3');
    await once(third, 'listening');
    await using transport = udp(`udp://dns.example:${place.port}`, { addresses });
    const asked = transport.exchange(QUERY, { deadline: performance.now() + 1_200 });
    await expect(asked).rejects.toMatchObject({ code: 'ETIMEOUT' });
    third.close();
  });

  it('learns from queries whose deadlines are shorter than its patience', async () => {
    await using place = await halfSilent();
    const addresses = [SILENT.address, SERVED.address];
    await using transport = udp(`udp://dns.example:${place.port}`, { addresses });
    const ask = () => transport.exchange(QUERY, { deadline: performance.now() + 100 });
    await expect(ask()).rejects.toMatchObject({ code: 'ETIMEOUT' });
    await expect(ask()).resolves.toMatchObject({ connection: { address: SERVED.address } });
  });
});
