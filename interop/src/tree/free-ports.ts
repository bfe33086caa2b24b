import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Ports that were free for TCP and UDP, on IPv4 and IPv6, a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const ports: number[] = [];
  // All are held until the last is found, so none comes twice.
  while (ports.length < count) {
    const server = createServer().listen(0, '::');
    stack.defer(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = createSocket('udp6');
    stack.defer(() => void socket.close());
    socket.bind(port, '::');
    const isFree = await once(socket, 'listening').then(
      () => true,
      () => false,
    );
    if (isFree) ports.push(port);
  }
  return ports;
}
