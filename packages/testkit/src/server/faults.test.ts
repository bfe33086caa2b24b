import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { startServer } from './start-server.ts';
import { WWW, portOf, query, trustedTls } from './testing/raw-clients.ts';

describe('faults', () => {
  test('refuses connections', async () => {
    await using server = await startServer({ fault: { kind: 'refuse' } });
    for (const url of [server.endpoints.tcp, server.endpoints.tls, server.endpoints.https]) {
      const [error] = (await once(connectTcp(portOf(url)), 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
    const socket = createSocket('udp4');
    socket.connect(portOf(server.endpoints.udp), '127.0.0.1');
    await once(socket, 'connect');
    socket.send(query(WWW));
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    socket.close();
  });

  test('takes connections and stays silent', async () => {
    await using server = await startServer({ protocols: ['tls', 'udp'], fault: { kind: 'deaf' } });
    const socket = connectTls({
      port: portOf(server.endpoints.tls),
      ca: server.ca,
      rejectUnauthorized: false,
    });
    const outcome = Promise.race([
      once(socket, 'secureConnect').then(() => 'secured'),
      once(socket, 'error').then(() => 'error'),
      new Promise((resolve) => setTimeout(resolve, 50, 'silence')),
    ]);
    expect(await outcome).toBe('silence');
    expect(server.statistics.tls.openConnections).toBe(1);
    socket.destroy();
  });

  test('hangs up, and greets like another server', async () => {
    await using abrupt = await startServer({ protocols: ['tls'], fault: { kind: 'hang-up', how: 'abrupt' } });
    const tls = connectTls({ port: portOf(abrupt.endpoints.tls), ca: abrupt.ca });
    await expect(once(tls, 'secureConnect')).rejects.toThrow(/ECONNRESET|disconnected/);
    const bytes = new TextEncoder().encode('220 mail.example ESMTP\r\n');
    await using banner = await startServer({ protocols: ['tcp'], fault: { kind: 'banner', bytes } });
    const tcp = connectTcp(portOf(banner.endpoints.tcp));
    expect(String((await once(tcp, 'data'))[0])).toContain('ESMTP');
    tcp.destroy();
  });

  test('ends connections that were silent for too long', async () => {
    await using server = await startServer({ protocols: ['tcp', 'tls', 'https'], idleTimeoutMs: 30 });
    const sockets = [
      connectTcp(portOf(server.endpoints.tcp)),
      await trustedTls(server.endpoints.tls, server.ca),
      await trustedTls(server.endpoints.https, server.ca, ['http/1.1']),
    ];
    const session = connectHttp2(new URL('/', server.endpoints.https), { ca: server.ca });
    await Promise.all([...sockets.map((socket) => once(socket.resume(), 'end')), once(session, 'close')]);
    expect(server.statistics.https).toMatchObject({ connections: 2, queries: 0 });
  });
});
