import { once } from 'node:events';
import { connect } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import type { ConnectionEvents } from '@hushdns/core/transport';
import { parseDohEndpoint } from '@hushdns/core/transport';
import { startServer } from '@hushdns/testkit';
import { describe, expect, test } from 'vitest';
import { dohTarget } from './doh-target.ts';
import { Http2Connection, MAX_CONCURRENT_STREAMS } from './h2-connection.ts';

/** A query for the SOA record of `hush.example`. */
const QUERY = Uint8Array.from([
  18, 52, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, 104, 117, 115, 104, 7, 101, 120, 97, 109, 112, 108, 101, 0, 0, 6,
  0, 1,
]);
/** RFC 9113 5.1.1. */
const MAX_STREAM_ID = 0x7fff_ffff;

/** What Node documents and its types leave out. */
interface StreamNumbering {
  setNextStreamID(id: number): void;
}

describe('Http2Connection', () => {
  test('retires while there are IDs left for the streams under way (RFC 9113 5.1.1)', async () => {
    await using server = await startServer({ protocols: ['https'] });
    const endpoint = parseDohEndpoint(server.endpoints.https, 'https');
    const target = dohTarget(endpoint, 'POST');
    const socket = connectTls({
      host: '127.0.0.1',
      port: endpoint.port,
      ca: server.ca,
      ALPNProtocols: ['h2'],
    });
    const session = connect(target.origin, { createConnection: () => socket });
    await once(session, 'remoteSettings');
    (session as unknown as StreamNumbering).setNextStreamID(MAX_STREAM_ID - 2 * MAX_CONCURRENT_STREAMS);
    const said: string[] = [];
    const events: ConnectionEvents = {
      capacity: () => said.push('capacity'),
      unblocked: () => said.push('unblocked'),
      retired: () => said.push('retired'),
      lost: ({ message }) => said.push(message),
    };
    const connection = new Http2Connection(session, socket, target, events);
    const ask = (): Promise<Uint8Array> =>
      new Promise((resolve, reject) => {
        const sent = connection.send(QUERY, { reply: resolve, fail: reject, unprocessed: reject });
        if (sent === undefined) reject(new Error('no room'));
      });
    await ask();
    expect(said).toEqual([]);
    await ask();
    expect(said).toEqual(['retired']);
    await expect(ask()).rejects.toThrow('no room');
    connection.close();
    await once(session, 'close');
    expect(said).toEqual(['retired']);
  });
});
