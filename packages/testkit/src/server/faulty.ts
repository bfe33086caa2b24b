import { createServer, type Socket } from 'node:net';
import type { Listen, Listener, ListenOptions } from './listener.ts';
import type { ServerFault } from './server-fault.ts';
import { addressOf, closeServer, listenOn } from './socket-server.ts';
import { bindUdp } from './udp.ts';

/** A server that does not get as far as a query. */
export function listenFaulty(fault: ServerFault): Listen {
  return async (options) => {
    const { protocol } = options;
    const listener = await (protocol === 'udp' || protocol === 'quic'
      ? onUdp(options, fault)
      : onTcp(options, fault));
    // The port was free a moment ago and is again: nobody is at home.
    if (fault.kind === 'refuse') await listener.close();
    return fault.kind === 'refuse' ? { ...listener, close: () => Promise.resolve() } : listener;
  };
}

async function onUdp({ host, port, statistics }: ListenOptions, fault: ServerFault): Promise<Listener> {
  const socket = await bindUdp(host, port);
  const clients = new Set<string>();
  socket.on('error', () => undefined);
  socket.on('message', (_bytes, from) => {
    const client = `${from.address} ${from.port}`;
    if (!clients.has(client)) {
      clients.add(client);
      statistics.opened();
      // Nothing says when a datagram socket is gone.
      statistics.closed();
    }
    if (fault.kind === 'banner') socket.send(fault.bytes, from.port, from.address, () => undefined);
  });
  return {
    port: socket.address().port,
    hangUp: () => undefined,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

async function onTcp(options: ListenOptions, fault: ServerFault): Promise<Listener> {
  const { statistics } = options;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    statistics.opened();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      statistics.closed();
    });
    // Read and thrown away, so that the end of the connection is seen.
    socket.resume();
    if (fault.kind === 'banner') socket.write(fault.bytes);
    if (fault.kind === 'hang-up') end(socket, fault.how);
  });
  await listenOn(server, options);
  return {
    port: addressOf(server).port,
    hangUp: (how) => sockets.forEach((socket) => end(socket, how)),
    close: () => closeServer(server, sockets),
  };
}

function end(socket: Socket, how: 'graceful' | 'abrupt'): void {
  if (how === 'abrupt') socket.resetAndDestroy();
  else socket.destroySoon();
}
