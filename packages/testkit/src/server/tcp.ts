import { createServer, type Server, type Socket } from 'node:net';
import { addressOf, closeServer, listenOn } from './socket-server.ts';
import type { Listen, Listener } from './listener.ts';
import { StreamClient } from './stream-client.ts';

/** Plain DNS over TCP (RFC 7766). */
export const listenTcp: Listen = async (options) => {
  const clients = new Map<Socket, StreamClient>();
  const server: Server = createServer((socket) => {
    const client = new StreamClient(options.statistics.opened(), socket, socket);
    clients.set(socket, client);
    socket.on('close', () => {
      clients.delete(socket);
      options.statistics.closed();
    });
    client.serve(options);
  });
  await listenOn(server, options);
  return {
    port: addressOf(server).port,
    hangUp: (how) => clients.forEach((client) => client.end(how)),
    close: () => closeServer(server, clients.keys()),
  } satisfies Listener;
};
