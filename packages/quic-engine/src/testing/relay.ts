import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export interface Relay {
  readonly address: string;
  readonly port: number;
  /** Goes away without a word; also done at the test's end. */
  close(): void;
}

/** A UDP socket on loopback. */
export async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** A relay between one client and a server; `tamper` makes of each datagram what is passed on. */
export async function startRelay(
  serverPort: number,
  tamper: (datagram: Buffer, toServer: boolean) => Buffer[] = (datagram) => [datagram],
): Promise<Relay> {
  const [outside, inside] = [await openSocket(), await openSocket()];
  let clientPort = 0;
  outside.on('message', (datagram, { port }) => {
    clientPort = port;
    for (const part of tamper(datagram, true)) inside.send(part, serverPort, '127.0.0.1');
  });
  inside.on('message', (datagram) => {
    for (const part of tamper(datagram, false)) outside.send(part, clientPort, '127.0.0.1');
  });
  const { port } = outside.address();
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    outside.close();
    inside.close();
  };
  onTestFinished(close);
  return { address: '127.0.0.1', port, close };
}
