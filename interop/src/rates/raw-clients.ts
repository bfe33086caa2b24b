import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { connect as connectQuic, type StreamHandler } from '@hushdns/quic-engine';
import type { Protocol } from '@hushdns/core';
import type { Upstreams } from '../servers/start-servers.ts';
import type { Upstream } from '../upstream.ts';
import type { LoadClient, LoadEvents, OpenClient } from './load.ts';

const HOST = '127.0.0.1';
const FRAME_HEADER_OCTETS = 2;

type Trust = Pick<Upstreams, 'ca' | 'authName'>;
type RawClient = (port: number, query: Uint8Array, trust: Trust) => OpenClient;

/** The least that a client on Node can do: one connection, no decoding, no deadline, no checks. */
export function rawClient({ protocol, port }: Upstream, query: Uint8Array, trust: Trust): OpenClient {
  const client = RAW_CLIENTS[protocol];
  if (client === undefined) throw new RangeError(`no bare client for ${protocol}`);
  return client(port, query, trust);
}

const RAW_CLIENTS: { readonly [Name in Protocol]?: RawClient } = {
  udp:
    (port, query) =>
    async ({ replied, failed }) => {
      const socket = createSocket('udp4');
      socket.on('message', () => replied(1));
      socket.on('error', failed);
      socket.connect(port, HOST);
      await once(socket, 'connect');
      return {
        ask: (count) => repeat(count, () => socket.send(query)),
        [Symbol.asyncDispose]: async () => void socket.close(),
      };
    },

  tcp:
    (port, query) =>
    async ({ replied, failed }) => {
      const socket = connectTcp({ host: HOST, port, noDelay: true });
      await once(socket, 'connect');
      return pipelined(socket, query, { replied, failed });
    },

  tls:
    (port, query, { ca, authName }) =>
    async ({ replied, failed }) => {
      const socket = connectTls({ host: HOST, port, ca, servername: authName });
      socket.setNoDelay(true);
      await once(socket, 'secureConnect');
      return pipelined(socket, query, { replied, failed });
    },

  https:
    (port, query, { ca, authName }) =>
    async ({ replied, failed }) => {
      const session = connectHttp2(`https://${HOST}:${port}`, { ca, servername: authName });
      session.on('error', failed);
      await once(session, 'connect');
      const headers = {
        ':method': 'POST',
        ':path': '/dns-query',
        ':authority': authName,
        'content-type': 'application/dns-message',
        accept: 'application/dns-message',
        'content-length': query.length,
      };
      const ask = (): void => {
        const stream = session.request(headers);
        stream.on('error', failed);
        stream.on('data', () => {});
        stream.on('end', () => replied(1));
        stream.end(query);
      };
      return {
        ask: (count) => repeat(count, ask),
        [Symbol.asyncDispose]: async () => session.destroy(),
      };
    },

  quic:
    (port, query, { ca, authName }) =>
    async ({ replied, failed }) => {
      const frame = framed(query, 1);
      const connection = await connectQuic({ address: HOST, port, serverName: authName, alpn: ['doq'], ca });
      const handler: StreamHandler = {
        data: () => {},
        end: () => replied(1),
        reset: (code) => failed(new Error(`the server reset a stream with ${code}`)),
        lost: failed,
      };
      let waiting = 0;
      const ask = (): void => {
        if (connection.openStream(frame, { fin: true }, handler) === undefined) waiting++;
      };
      connection.onStreamsAvailable = () => {
        const count = waiting;
        waiting = 0;
        repeat(count, ask);
      };
      return {
        ask: (count) => repeat(count, ask),
        [Symbol.asyncDispose]: () => connection.close(),
      };
    },
};

/** The queries of a turn in one write, replies counted by their length prefixes alone (RFC 7766 8). */
function pipelined(socket: Socket, query: Uint8Array, { replied, failed }: LoadEvents): LoadClient {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    let count = 0;
    while (at + FRAME_HEADER_OCTETS <= bytes.length) {
      const end = at + FRAME_HEADER_OCTETS + bytes.readUInt16BE(at);
      if (end > bytes.length) break;
      at = end;
      count++;
    }
    rest = bytes.subarray(at);
    if (count > 0) replied(count);
  });
  socket.on('error', failed);
  let asked = 0;
  const write = (): void => {
    socket.write(framed(query, asked));
    asked = 0;
  };
  return {
    ask: (count) => {
      if (asked === 0) process.nextTick(write);
      asked += count;
    },
    [Symbol.asyncDispose]: async () => void socket.destroy(),
  };
}

/** So many queries, each behind its length. */
function framed(query: Uint8Array, count: number): Buffer {
  const frame = Buffer.alloc(FRAME_HEADER_OCTETS + query.length);
  frame.writeUInt16BE(query.length);
  frame.set(query, FRAME_HEADER_OCTETS);
  return count === 1 ? frame : Buffer.alloc(frame.length * count, frame);
}

function repeat(count: number, action: () => void): void {
  for (let at = 0; at < count; at++) action();
}
