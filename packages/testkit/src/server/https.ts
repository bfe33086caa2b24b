import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { CarrierBook, serverNameOf } from './carrier-book.ts';
import { readDohQuery } from './doh-request.ts';
import { HttpClient } from './http-client.ts';
import { HttpReply } from './http-reply.ts';
import type { Listen, Listener, ListenOptions } from './listener.ts';
import { addressOf, closeServer, listenOn } from './socket-server.ts';

/** DNS over HTTPS (RFC 8484) at `/dns-query`, over HTTP/2 and HTTP/1.1. */
export const listenHttps: Listen = async (options) => {
  const { cert, key, statistics, idleTimeoutMs, maxConcurrentStreams } = options;
  const carriers = new CarrierBook(statistics);
  /** By the client's port: what HTTP/2 shows of its socket is a stand-in. */
  const clients = new Map<number | undefined, HttpClient>();
  const server = createSecureServer({ cert, key, allowHTTP1: true, settings: { maxConcurrentStreams } });
  server.on('connection', (socket: Socket) => carriers.add(socket));
  // Before HTTP/2's own listener, which announces the session.
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const carrier = carriers.of(socket);
    if (carrier === undefined) return void socket.destroy();
    const { remotePort } = socket;
    const client = new HttpClient(carrier, socket);
    clients.set(remotePort, client);
    carrier.socket.on('close', () => {
      if (clients.get(remotePort) === client) clients.delete(remotePort);
    });
    statistics.secured(socket.isSessionReused(), serverNameOf(socket));
    if (idleTimeoutMs !== undefined) client.endWhenIdleFor(idleTimeoutMs);
  });
  server.on('session', (session) => {
    const client = clients.get(session.socket.remotePort);
    client?.serveHttp2(session);
    if (idleTimeoutMs !== undefined) client?.endWhenIdleFor(idleTimeoutMs);
  });
  server.on('sessionError', () => undefined);
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('clientError', (_error: Error, socket: Socket) => socket.destroy());
  server.on('request', (request, response) => {
    const client = clients.get(request.socket.remotePort);
    if (client !== undefined) void serve(request, response, client, options);
  });
  await listenOn(server, options);
  return {
    port: addressOf(server).port,
    hangUp: (how) => clients.forEach((client) => client.end(how, 0)),
    close: () => closeServer(server, carriers.sockets()),
  } satisfies Listener;
};

async function serve(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
  client: HttpClient,
  { responder, statistics }: ListenOptions,
): Promise<void> {
  request.on('error', () => undefined);
  const reply = new HttpReply(response, client, () => statistics.cancelledStreams++);
  const query = await readDohQuery(request);
  if (query instanceof Uint8Array) responder.receive(query, 'https', client, statistics, reply);
  else if (query !== undefined) reply.refuse(query);
}
