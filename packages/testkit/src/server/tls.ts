import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { CarrierBook, serverNameOf } from './carrier-book.ts';
import type { Listen, Listener } from './listener.ts';
import { addressOf, closeServer, listenOn } from './socket-server.ts';
import { StreamClient } from './stream-client.ts';

/** DNS over TLS (RFC 7858). */
export const listenTls: Listen = async (options) => {
  const { cert, key, alpn = ['dot'], statistics } = options;
  const carriers = new CarrierBook(statistics);
  const clients = new Map<TLSSocket, StreamClient>();
  const server = createServer({ cert, key, ALPNProtocols: [...alpn] });
  server.on('connection', (socket: Socket) => carriers.add(socket));
  server.on('secureConnection', (socket) => {
    const carrier = carriers.of(socket);
    if (carrier === undefined) return void socket.destroy();
    statistics.secured(socket.isSessionReused(), serverNameOf(socket));
    const client = new StreamClient(carrier.number, socket, carrier.socket);
    clients.set(socket, client);
    socket.on('close', () => clients.delete(socket));
    client.serve(options);
  });
  // A handshake that fails is the client's to report.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  await listenOn(server, options);
  return {
    port: addressOf(server).port,
    hangUp: (how) => clients.forEach((client) => client.end(how)),
    close: () => closeServer(server, carriers.sockets()),
  } satisfies Listener;
};
