import { encodeMessage, queryMessage } from '@hushdns/core';
import type { Transport } from '@hushdns/core/transport';
import { type ServerOptions, startServer, type DnsServer } from '@hushdns/testkit';
import { describe, expect, it } from 'vitest';
import { quic } from './quic.ts';

const QUERY = encodeMessage(queryMessage('www.hush.example', 'A'));

async function lab(
  options: ServerOptions<'quic'> = {},
): Promise<{ server: DnsServer<'quic'>; transport: Transport } & AsyncDisposable> {
  const server = await startServer({ protocols: ['quic'], ...options });
  const transport = quic(server.endpoints.quic, { ca: server.ca });
  const dispose = async (): Promise<void> => {
    await transport.close();
    await server.close();
  };
  return { server, transport, [Symbol.asyncDispose]: dispose };
}

const ask = (transport: Transport, withinMs: number): Promise<unknown> =>
  transport.exchange(QUERY, { deadline: performance.now() + withinMs });

describe('quic()', () => {
  it('waits on few connections for a server that grants no stream (RFC 9000 4.6)', async () => {
    await using lab0 = await lab({ maxConcurrentStreams: 0 });
    await expect(ask(lab0.transport, 1_200)).rejects.toMatchObject({ code: 'ETIMEOUT', phase: 'send' });
    expect(lab0.server.statistics.quic.connections).toBeLessThanOrEqual(4);
  });

  it('asks a server that grants one stream after the other over the same connections', async () => {
    await using lab1 = await lab({ maxConcurrentStreams: 1 });
    for (let turn = 0; turn < 40; turn++) await ask(lab1.transport, 2_000);
    expect(lab1.server.statistics.quic.connections).toBeLessThanOrEqual(4);
  });

  it('goes on where a query that is never answered holds others up', async () => {
    let asked = 0;
    await using held = await lab({ onQuery: () => (asked++ === 0 ? [] : undefined) });
    const lost = expect(ask(held.transport, 3_000)).rejects.toMatchObject({ code: 'ETIMEOUT' });
    for (let turn = 0; turn < 300; turn++) await ask(held.transport, 2_500);
    await lost;
    expect(asked).toBe(301);
  });
});
