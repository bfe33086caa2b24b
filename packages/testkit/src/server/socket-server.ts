import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Rejects where the port is taken. */
export async function listenOn(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

export function addressOf(server: Server): AddressInfo {
  return server.address() as AddressInfo;
}

/** Stops listening, destroys the connections and waits until all handles are free. */
export async function closeServer(server: Server, sockets: Iterable<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
