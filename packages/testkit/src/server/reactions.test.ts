import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { decodeMessage, type Message } from '@hushdns/core';
import { encodeFrame, FrameDecoder } from '@hushdns/core/transport';
import { connect as connectQuic } from '@hushdns/quic-engine';
import { describe, expect, test } from 'vitest';
import type { Reaction, ReactionStep } from './reaction.ts';
import { startServer } from './start-server.ts';
import { WWW, askStream, askUdp, portOf, query, trustedTls } from './testing/raw-clients.ts';

async function tcpReplies(reaction: Reaction, replies: number): Promise<Message[]> {
  await using server = await startServer({ protocols: ['tcp'], onQuery: () => reaction });
  const socket = connectTcp(portOf(server.endpoints.tcp));
  socket.on('error', () => undefined);
  return await askStream(socket, [query(WWW)], replies);
}

describe('reactions', () => {
  test('answers twice, and with other octets first', async () => {
    const other = query('other.example', 'A', 99);
    const replies = await tcpReplies(
      [{ kind: 'message', bytes: other }, { kind: 'answer' }, { kind: 'answer' }],
      3,
    );
    expect(replies.map(({ id }) => id)).toEqual([99, 1, 1]);
  });

  test('answers twice on one QUIC stream, before it ends it', async () => {
    const steps = function* (): Generator<ReactionStep> {
      yield { kind: 'answer', delivery: 'open' };
      yield { kind: 'wait', delayMs: 5 };
      yield { kind: 'answer' };
    };
    await using server = await startServer({ protocols: ['quic'], onQuery: steps });
    const port = portOf(server.endpoints.quic);
    const connection = await connectQuic({ address: '127.0.0.1', port, alpn: ['doq'], ca: server.ca });
    const decoder = new FrameDecoder();
    const replies: Message[] = [];
    await new Promise<void>((resolve, reject) => {
      const frame = encodeFrame(query(WWW, 'A', 0));
      connection.openStream(
        frame,
        { fin: true },
        {
          data: (chunk) => replies.push(...decoder.push(chunk).map((each) => decodeMessage(each))),
          end: resolve,
          reset: (code) => reject(new Error(`reset ${code}`)),
          lost: reject,
        },
      );
    });
    expect(replies).toMatchObject([{ answers: { length: 3 } }, { answers: { length: 3 } }]);
    await connection.close();
  });

  test('answers later', async () => {
    const startedAtMs = performance.now();
    await tcpReplies([{ kind: 'wait', delayMs: 30 }, { kind: 'answer' }], 1);
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(29);
  });

  test('sends a frame octet by octet', async () => {
    await using server = await startServer({
      protocols: ['tcp'],
      onQuery: () => ({ kind: 'answer', delivery: 'octets' }),
    });
    const socket = connectTcp(portOf(server.endpoints.tcp));
    socket.write(encodeFrame(query(WWW)));
    let chunks = 0;
    let octets = 0;
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks++;
      octets += chunk.length;
      if (octets === 84) break;
    }
    expect(chunks).toBeGreaterThan(20);
  });

  test('holds a frame back for the next one', async () => {
    await using server = await startServer({
      protocols: ['tcp'],
      onQuery: ({ queryNumber }) => ({ kind: 'answer', delivery: queryNumber === 1 ? 'held' : 'whole' }),
    });
    const socket = connectTcp(portOf(server.endpoints.tcp));
    socket.write(encodeFrame(query(WWW)));
    socket.write(encodeFrame(query(WWW)));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(chunk.length).toBe(2 * 84);
  });

  test.for(['tcp', 'tls', 'https'] as const)('ends a connection by FIN and by RST: %s', async (protocol) => {
    await using server = await startServer({ protocols: [protocol] });
    const alpn = protocol === 'tls' ? ['dot'] : ['http/1.1'];
    const open = async (): Promise<Socket> => {
      if (protocol !== 'tcp') return trustedTls(server.endpoints[protocol], server.ca, alpn);
      const socket = connectTcp(portOf(server.endpoints.tcp));
      await once(socket, 'connect');
      return socket;
    };
    const opened = async (count: number): Promise<void> => {
      const { connections, handshakes } = server.statistics[protocol];
      const ready = protocol === 'tcp' ? connections : handshakes;
      if (ready < count) {
        await new Promise(setImmediate);
        return opened(count);
      }
      // Node 24 misses a reset that comes with the end of the handshake.
      return setTimeout(20);
    };
    const first = await open();
    await opened(1);
    server.hangUp();
    await once(first.resume(), 'end');
    const second = await open();
    second.on('data', () => undefined);
    await opened(2);
    server.hangUp('abrupt');
    const [error] = (await once(second, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
  });

  test('ends a QUIC connection with and without an error (RFC 9250 4.3)', async () => {
    await using server = await startServer({ protocols: ['quic'] });
    const address = '127.0.0.1';
    const port = portOf(server.endpoints.quic);
    for (const [how, code] of [['graceful', 0] as const, ['abrupt', 1] as const]) {
      const connection = await connectQuic({ address, port, alpn: ['doq'], ca: server.ca });
      while (server.statistics.quic.openConnections < 1) await new Promise(setImmediate);
      server.hangUp(how);
      expect(await connection.closed).toMatchObject({ kind: 'application-closed', code });
      while (server.statistics.quic.openConnections > 0) await new Promise(setImmediate);
    }
  });

  test('sends half of a frame, then ends the connection', async () => {
    const replies = await tcpReplies(
      [
        { kind: 'answer', delivery: 'half' },
        { kind: 'close', how: 'graceful' },
      ],
      1,
    );
    expect(replies).toEqual([]);
  });

  test('answers from a port that was not asked (UDP)', async () => {
    await using server = await startServer({
      protocols: ['udp'],
      onQuery: () => [
        { kind: 'answer', delivery: 'other-port' },
        { kind: 'wait', delayMs: 5 },
        { kind: 'answer' },
      ],
    });
    const port = portOf(server.endpoints.udp);
    const replies = await askUdp(port, query(WWW), 2);
    expect(replies.map((each) => each.port === port)).toEqual([false, true]);
  });

  test('answers HTTP with another status, media type and body', async () => {
    const body = new TextEncoder().encode('slow down');
    const http = {
      kind: 'http',
      status: 429,
      contentType: 'text/plain',
      headers: { 'retry-after': '7' },
      body,
    } as const;
    await using server = await startServer({ protocols: ['https'], onQuery: () => http });
    const session = connectHttp2(new URL('/', server.endpoints.https), { ca: server.ca });
    const dns = Buffer.from(query(WWW)).toString('base64url');
    const stream = session.request({ ':path': `/dns-query?dns=${dns}` });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(headers).toMatchObject({ ':status': 429, 'content-type': 'text/plain', 'retry-after': '7' });
    expect(Buffer.concat(await stream.toArray()).toString()).toBe('slow down');
    session.destroy();
  });

  test('resets an HTTP/2 stream, says GOAWAY, and sees a stream that the client gives up', async () => {
    const reactions: Reaction[] = [
      { kind: 'reset', code: 11 },
      [],
      [{ kind: 'close', how: 'graceful', code: 3 }, { kind: 'answer' }],
    ];
    await using server = await startServer({
      protocols: ['https'],
      onQuery: ({ queryNumber }) => reactions[queryNumber - 1],
    });
    const session = connectHttp2(new URL('/', server.endpoints.https), { ca: server.ca });
    session.on('error', () => undefined);
    const path = { ':path': `/dns-query?dns=${Buffer.from(query(WWW)).toString('base64url')}` };
    const reset = session.request(path);
    await expect(once(reset, 'response')).rejects.toThrow(/ENHANCE_YOUR_CALM/);
    const given = session.request(path);
    given.on('error', () => undefined);
    while (server.statistics.https.queries < 2) await new Promise(setImmediate);
    given.close(8);
    while (server.statistics.https.cancelledStreams < 1) await new Promise(setImmediate);
    const goaway = once(session, 'goaway');
    session.request(path).on('error', () => undefined);
    expect((await goaway)[0]).toBe(3);
    expect(server.statistics.https.cancelledStreams).toBe(1);
    session.destroy();
  });
});
