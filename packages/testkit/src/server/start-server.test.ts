import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import type { IncomingMessage } from 'node:http';
import { request as requestHttp1 } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { decodeMessage, encodeMessage, type Message, Name, type RecordType } from '@hushdns/core';
import { encodeFrame, FrameDecoder } from '@hushdns/core/transport';
import { connect as connectQuic } from '@hushdns/quic-engine';
import { describe, expect, test } from 'vitest';
import type { Reaction } from './reaction.ts';
import { startServer } from './start-server.ts';

function query(name: string, type: RecordType = 'A', id = 1): Uint8Array {
  return encodeMessage({
    id,
    qr: false,
    opcode: 'QUERY',
    aa: false,
    tc: false,
    rd: true,
    ra: false,
    ad: false,
    cd: false,
    rcode: 'NOERROR',
    questions: [{ name: Name.from(name), type, class: 'IN' }],
    answers: [],
    authorities: [],
    additionals: [],
  });
}

const WWW = 'www.hush.example';
function networkHandles(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((each) => /^(?:TCP|UDP|TLS)/.test(each))
    .toSorted();
}

/** Waits, for a bounded time, until no more is open than before. */
async function settled(before: string[]): Promise<void> {
  const untilMs = performance.now() + 1000;
  while (networkHandles().length > before.length && performance.now() < untilMs)
    await new Promise(setImmediate);
}

const portOf = (url: string): number => Number(new URL(url.replace(/^\w+:/, 'https:')).port);

/** Sends queries on a byte stream and reads until as many messages have come, or the stream has ended. */
async function askStream(socket: Socket, queries: Uint8Array[], replies: number): Promise<Message[]> {
  const decoder = new FrameDecoder();
  const messages: Message[] = [];
  for (const each of queries) socket.write(encodeFrame(each));
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    for (const frame of decoder.push(chunk)) messages.push(decodeMessage(frame));
    if (messages.length >= replies) break;
  }
  socket.destroy();
  return messages;
}

async function askUdp(
  port: number,
  bytes: Uint8Array,
  replies = 1,
): Promise<{ message: Message; port: number }[]> {
  const socket = createSocket('udp4');
  const messages: { message: Message; port: number }[] = [];
  socket.send(bytes, port, '127.0.0.1');
  while (messages.length < replies) {
    const [reply, from] = (await once(socket, 'message')) as [Buffer, { port: number }];
    messages.push({ message: decodeMessage(reply), port: from.port });
  }
  socket.close();
  return messages;
}

async function trustedTls(endpoint: string, ca: string, alpn: string[] = ['dot']): Promise<Socket> {
  const socket = connectTls({ port: portOf(endpoint), host: '127.0.0.1', ca, ALPNProtocols: alpn });
  await once(socket, 'secureConnect');
  return socket;
}

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
    const lost = once(socket, 'error');
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
      if (ready >= count) return;
      await new Promise(setImmediate);
      return opened(count);
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

describe('faults', () => {
  test('refuses connections', async () => {
    await using server = await startServer({ fault: { kind: 'refuse' } });
    for (const url of [server.endpoints.tcp, server.endpoints.tls, server.endpoints.https]) {
      const [error] = (await once(connectTcp(portOf(url)), 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
    const socket = createSocket('udp4');
    socket.connect(portOf(server.endpoints.udp), '127.0.0.1');
    await once(socket, 'connect');
    socket.send(query(WWW));
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    socket.close();
  });

  test('takes connections and stays silent', async () => {
    await using server = await startServer({ protocols: ['tls', 'udp'], fault: { kind: 'deaf' } });
    const socket = connectTls({
      port: portOf(server.endpoints.tls),
      ca: server.ca,
      rejectUnauthorized: false,
    });
    const outcome = Promise.race([
      once(socket, 'secureConnect').then(() => 'secured'),
      once(socket, 'error').then(() => 'error'),
      new Promise((resolve) => setTimeout(resolve, 50, 'silence')),
    ]);
    expect(await outcome).toBe('silence');
    expect(server.statistics.tls.openConnections).toBe(1);
    socket.destroy();
  });

  test('hangs up, and greets like another server', async () => {
    await using abrupt = await startServer({ protocols: ['tls'], fault: { kind: 'hang-up', how: 'abrupt' } });
    const tls = connectTls({ port: portOf(abrupt.endpoints.tls), ca: abrupt.ca });
    await expect(once(tls, 'secureConnect')).rejects.toThrow(/ECONNRESET|disconnected/);
    const bytes = new TextEncoder().encode('220 mail.example ESMTP\r\n');
    await using banner = await startServer({ protocols: ['tcp'], fault: { kind: 'banner', bytes } });
    const tcp = connectTcp(portOf(banner.endpoints.tcp));
    expect(String((await once(tcp, 'data'))[0])).toContain('ESMTP');
    tcp.destroy();
  });

  test('ends connections that were silent for too long', async () => {
    await using server = await startServer({ protocols: ['tcp', 'tls', 'https'], idleTimeoutMs: 30 });
    const sockets = [
      connectTcp(portOf(server.endpoints.tcp)),
      await trustedTls(server.endpoints.tls, server.ca),
      await trustedTls(server.endpoints.https, server.ca, ['http/1.1']),
    ];
    const session = connectHttp2(new URL('/', server.endpoints.https), { ca: server.ca });
    await Promise.all([...sockets.map((socket) => once(socket.resume(), 'end')), once(session, 'close')]);
    expect(server.statistics.https).toMatchObject({ connections: 2, queries: 0 });
  });
});
