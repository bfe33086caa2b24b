import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import type { IncomingMessage } from 'node:http';
import { request as requestHttp1 } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { decodeMessage, type Message } from '@hushdns/core';
import { encodeFrame, FrameDecoder } from '@hushdns/core/transport';
import { connect as connectQuic } from '@hushdns/quic-engine';
import { describe, expect, test } from 'vitest';
import { startServer } from './start-server.ts';
import {
  WWW,
  askStream,
  askUdp,
  networkHandles,
  portOf,
  query,
  settled,
  trustedTls,
} from './testing/raw-clients.ts';

describe('startServer', () => {
  test('answers over UDP and TCP on one port', async () => {
    await using server = await startServer({ protocols: ['udp', 'tcp'] });
    const port = portOf(server.endpoints.udp);
    expect(portOf(server.endpoints.tcp)).toBe(port);
    const [udp] = await askUdp(port, query(WWW, 'A', 7));
    expect(udp?.message).toMatchObject({ id: 7, rcode: 'NOERROR', answers: [{ type: 'A' }, {}, {}] });
    const [truncated] = await askUdp(port, query('big.hush.example', 'TXT'));
    expect(truncated?.message).toMatchObject({ tc: true, answers: [] });
    const [tcp] = await askStream(connectTcp(port), [query('big.hush.example', 'TXT')], 1);
    expect(tcp?.answers.length).toBe(25);
    expect(server.statistics.udp).toMatchObject({ connections: 2, queries: 2 });
    expect(server.statistics.tcp).toMatchObject({ connections: 1, queries: 1, handshakes: 0 });
  });

  test('answers over TLS with ALPN dot, and counts handshakes and resumptions (RFC 7858)', async () => {
    await using server = await startServer({ protocols: ['tls'] });
    const options = {
      port: portOf(server.endpoints.tls),
      host: '127.0.0.1',
      ca: server.ca,
      ALPNProtocols: ['dot'],
      servername: 'localhost',
    };
    const socket = connectTls(options);
    const session = once(socket, 'session') as Promise<[Buffer]>;
    await once(socket, 'secureConnect');
    expect(socket.alpnProtocol).toBe('dot');
    const [answer] = await askStream(socket, [query(WWW)], 1);
    expect(answer?.answers.length).toBe(3);
    const again = connectTls({ ...options, session: (await session)[0] });
    expect((await askStream(again, [query(WWW)], 1)).length).toBe(1);
    expect(server.statistics.tls).toMatchObject({
      connections: 2,
      handshakes: 1,
      resumptions: 1,
      queries: 2,
      serverNames: ['localhost', 'localhost'],
    });
  });

  test('answers POST and GET over HTTP/2 (RFC 8484 4.1)', async () => {
    await using server = await startServer({ protocols: ['https'] });
    const session = connectHttp2(new URL('/', server.endpoints.https), { ca: server.ca });
    const { pathname } = new URL(server.endpoints.https);
    const ask = async (
      headers: Record<string, string>,
      body?: Uint8Array,
    ): Promise<[unknown, unknown, Buffer]> => {
      const stream = session.request({ ':path': pathname, ...headers }, { endStream: body === undefined });
      if (body !== undefined) stream.end(body);
      const [response] = (await once(stream, 'response')) as [Record<string, unknown>];
      return [response[':status'], response['content-type'], Buffer.concat(await stream.toArray())];
    };
    const media = 'application/dns-message';
    const post = { ':method': 'POST', 'content-type': media };
    const [status, type, body] = await ask(post, query(WWW, 'A', 0));
    expect([status, type]).toEqual([200, media]);
    expect(decodeMessage(body).answers.length).toBe(3);
    const dns = Buffer.from(query(WWW, 'AAAA', 0)).toString('base64url');
    const got = await ask({ ':path': `${pathname}?dns=${dns}` });
    expect(decodeMessage(got[2]).answers.length).toBe(2);
    expect((await ask({ ...post, 'content-type': 'text/plain' }, query(WWW)))[0]).toBe(415);
    expect((await ask({ ':path': '/other' }))[0]).toBe(404);
    expect((await ask({ ':path': '//' }))[0]).toBe(400);
    expect((await ask({}))[0]).toBe(400);
    expect((await ask({ ':method': 'PUT' }, query(WWW)))[0]).toBe(405);
    expect((await ask(post, new Uint8Array(70_000)))[0]).toBe(413);
    expect(server.statistics.https).toMatchObject({ connections: 1, handshakes: 1, queries: 2 });
    session.destroy();
  });

  test('answers over HTTP/1.1', async () => {
    await using server = await startServer({ protocols: ['https'] });
    const headers = { 'content-type': 'application/dns-message' };
    const request = requestHttp1(server.endpoints.https, {
      method: 'POST',
      ca: server.ca,
      agent: false,
      headers,
    });
    request.end(query(WWW));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(decodeMessage(Buffer.concat(await response.toArray())).answers.length).toBe(3);
    expect(server.statistics.https).toMatchObject({ connections: 1, handshakes: 1, queries: 1 });
  });

  test('answers over QUIC with ALPN doq, and refuses an ID other than 0 (RFC 9250 4.2.1)', async () => {
    await using server = await startServer({ protocols: ['quic'] });
    const address = '127.0.0.1';
    const connection = await connectQuic({
      address,
      port: portOf(server.endpoints.quic),
      alpn: ['doq'],
      ca: server.ca,
    });
    const ask = (bytes: Uint8Array): Promise<Message[]> =>
      new Promise((resolve, reject) => {
        const decoder = new FrameDecoder();
        const messages: Message[] = [];
        connection.openStream(
          encodeFrame(bytes),
          { fin: true },
          {
            data: (chunk) => messages.push(...decoder.push(chunk).map((each) => decodeMessage(each))),
            end: () => resolve(messages),
            reset: (code) => reject(new Error(`reset ${code}`)),
            lost: reject,
          },
        );
      });
    expect(await ask(query('big.hush.example', 'TXT', 0))).toMatchObject([
      { id: 0, tc: false, answers: { length: 25 } },
    ]);
    expect(server.statistics.quic).toMatchObject({
      connections: 1,
      openConnections: 1,
      handshakes: 1,
      queries: 1,
    });
    await expect(ask(query(WWW, 'A', 1))).rejects.toMatchObject({ kind: 'application-closed', code: 2 });
  });

  test('listens on ::1 where it is asked to', async () => {
    await using server = await startServer({ host: '::1' });
    expect(server.endpoints.https).toMatch(/^https:\/\/\[::1\]:\d+\/dns-query$/);
    const socket = connectTls({ host: '::1', port: portOf(server.endpoints.tls), ca: server.ca });
    expect((await askStream(socket, [query(WWW)], 1)).length).toBe(1);
  });

  test('frees every handle when it is closed, with queries under way and connections open', async () => {
    await settled([]);
    const before = networkHandles();
    const server = await startServer({ onQuery: () => ({ kind: 'wait', delayMs: 60_000 }) });
    const tcp = connectTcp(portOf(server.endpoints.tcp));
    const tls = await trustedTls(server.endpoints.tls, server.ca);
    const http2 = connectHttp2(new URL('/', server.endpoints.https), { ca: server.ca });
    http2.on('error', () => undefined);
    for (const socket of [tcp, tls]) socket.on('error', () => undefined).write(encodeFrame(query(WWW)));
    const stream = http2.request({
      ':path': '/dns-query',
      ':method': 'POST',
      'content-type': 'application/dns-message',
    });
    stream.on('error', () => undefined).end(query(WWW));
    while (
      server.statistics.tcp.queries + server.statistics.tls.queries + server.statistics.https.queries <
      3
    ) {
      await new Promise(setImmediate);
    }
    await Promise.all([
      server.close(),
      server.close(),
      ...[tcp, tls, http2].map((each) => once(each, 'close')),
    ]);
    await settled(before);
    expect(networkHandles()).toEqual(before);
  });

  test('does not take what its script says while it is closed for a failure', async () => {
    const gate = Promise.withResolvers<undefined>();
    const server = await startServer({ protocols: ['udp'], onQuery: () => gate.promise });
    const socket = createSocket('udp4');
    socket.send(query(WWW), portOf(server.endpoints.udp), '127.0.0.1');
    while (server.statistics.udp.queries < 1) await new Promise(setImmediate);
    const closing = server.close();
    gate.resolve(undefined);
    await expect(closing).resolves.toBeUndefined();
    socket.close();
  });

  test('tells the script what it needs to know, and rejects close() with what the script throws', async () => {
    const seen: unknown[] = [];
    const server = await startServer({
      protocols: ['tcp'],
      onQuery: ({ protocol, message, connectionNumber, queryNumber, answer }) => {
        seen.push([protocol, message?.questions[0]?.type, connectionNumber, queryNumber, answer?.length]);
        if (queryNumber === 2) throw new Error('from the script');
        return undefined;
      },
    });
    const port = portOf(server.endpoints.tcp);
    expect(await askStream(connectTcp(port), [query(WWW)], 1)).toHaveLength(1);
    const socket = connectTcp(port);
    // Node 24 may report the reset as an end.
    socket.on('error', () => undefined);
    const lost = new Promise((resolve) => socket.resume().once('close', resolve));
    socket.write(encodeFrame(query(WWW)));
    socket.write(encodeFrame(query(WWW, 'AAAA')));
    await lost;
    expect(seen).toEqual([
      ['tcp', 'A', 1, 1, 82],
      ['tcp', 'A', 2, 1, 82],
      ['tcp', 'AAAA', 2, 2, 90],
    ]);
    await expect(server.close()).rejects.toThrow('from the script');
  });
});
