import { describe, expect, it } from 'vitest';
import { startServer } from '@hushdns/testkit';
import { encodeMessage, queryMessage } from '@hushdns/core';
import type { AddressSource } from '@hushdns/core/transport';
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
