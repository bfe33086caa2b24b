import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { DelayLine } from './delay-line.ts';

/** Passes connections on to a port and holds back what comes from there. */
export async function startTcpRelay(host: string, port: number, delay: DelayLine): Promise<Server> {
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host, port, noDelay: true });
    client.pipe(upstream);
    upstream.on('data', (chunk) => delay.add(() => void client.write(chunk)));
    upstream.on('close', () => delay.add(() => void client.destroy()));
    client.on('close', () => void upstream.destroy());
    for (const socket of [client, upstream] satisfies Socket[]) socket.on('error', () => {});
  });
  server.listen(0, host);
  await once(server, 'listening');
  return server;
}
