import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { encodeMessage, queryMessage, TransportError } from '@hushdns/core';
import type { AddressSource, Transport, TransportReply } from '@hushdns/core/transport';
import { certificateAuthority, type ServerCertificate, SERVER_NAME, startServer } from '@hushdns/testkit';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { https, HTTP_1_1, type HttpsOptions, httpsOver } from './https.ts';

const loopback: AddressSource = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
const QUERY = encodeMessage(queryMessage('www.hush.example', 'A', { id: 0x1234 }));

let certificate: ServerCertificate;
beforeAll(async () => {
  const authority = await certificateAuthority();
  certificate = await authority.issue({ dnsNames: [SERVER_NAME], ipAddresses: ['127.0.0.1', '::1'] });
});

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]();
});

function opens<T extends AsyncDisposable>(disposable: T): T {
  opened.push(disposable);
  return disposable;
}

function ask(transport: Transport): Promise<TransportReply> {
  return transport.exchange(QUERY, { deadline: performance.now() + 2_000 });
}

type Seen = Pick<IncomingMessage, 'httpVersion' | 'method' | 'url' | 'headers'> & { readonly body: Buffer };

/** A server over HTTP/2 and HTTP/1.1 that keeps account of requests, and by itself answers with the query as a response. */
async function httpServer(
  respond: (response: ServerResponse, reply: Buffer) => void = replyWith,
): Promise<{ port: number; seen: Seen[] }> {
  const seen: Seen[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks = (await request.toArray()) as Buffer[];
    const { httpVersion, method, url = '', headers } = request;
    const body = Buffer.concat(chunks);
    seen.push({ httpVersion, method, url, headers: Object.fromEntries(Object.entries(headers)), body });
    const dns = new URL(url, 'https://any').searchParams.get('dns');
    const reply = dns === null ? Buffer.from(body) : Buffer.from(dns, 'base64url');
    reply.writeUInt16BE(0x8180, 2);
    respond(response, reply);
  };
  const { cert, key } = certificate;
  const server = createSecureServer(
    { cert, key, allowHTTP1: true },
    ((request: IncomingMessage, response: ServerResponse) => void listener(request, response)) as never,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

function replyWith(response: ServerResponse, reply: Buffer): void {
  response.setHeader('content-type', 'application/dns-message');
  response.end(reply);
}

describe('https() refuses', () => {
  test.each([
    ['https://dns.example:99999/dns-query', {}, RangeError, 'port'],
    ['tls://1.1.1.1', {}, RangeError, 'https://'],
    ['https://1.1.1.1/{dns}', {}, RangeError, 'path'],
    ['https://1.1.1.1/dns-query#-', {}, RangeError, 'names a server'],
    ['https://xn--zz-/dns-query', { addresses: loopback }, RangeError, 'host'],
    ['https://dns.example/dns-query', {}, TypeError, 'address source'],
    ['https://1.1.1.1', { method: 'PUT' as 'GET' }, RangeError, 'method is "PUT"'],
    ['https://1.1.1.1', { maxConnections: 0 }, RangeError, 'maxConnections'],
    ['https://1.1.1.1', { idleTimeoutMs: -1 }, RangeError, 'idleTimeoutMs'],
    ['https://1.1.1.1', { ca: 'nothing' }, TypeError, 'ca'],
  ])('%s %o', (upstream, options: HttpsOptions, error, text) => {
    expect(() => https(upstream, options)).toThrow(error);
    expect(() => https(upstream, options)).toThrow(text);
  });
});

describe('a request', () => {
  const wire = Buffer.from(QUERY);
  wire.writeUInt16BE(0);

  test('by POST over HTTP/2 bears what it must and nothing else (RFC 8484 4.1 and 8.2)', async () => {
    const { port, seen } = await httpServer();
    const transport = opens(https(`https://127.0.0.1:${port}{?dns}`, { ca: certificate.ca }));
    const { bytes } = await ask(transport);
    expect(Buffer.from(bytes).readUInt16BE()).toBe(0x1234);
    expect(seen).toMatchObject([{ httpVersion: '2.0', method: 'POST', url: '/dns-query', body: wire }]);
    expect(seen[0]?.headers).toEqual({
      ':method': 'POST',
      ':scheme': 'https',
      ':authority': `127.0.0.1:${port}`,
      ':path': '/dns-query',
      accept: 'application/dns-message',
      'content-type': 'application/dns-message',
      'content-length': String(wire.length),
    });
  });

  test('by GET over HTTP/2 has no body (RFC 8484 4.1)', async () => {
    const { port, seen } = await httpServer();
    const options = { ca: certificate.ca, addresses: loopback, method: 'GET' } as const;
    await ask(opens(https(`https://${SERVER_NAME}:${port}/q?key=1`, options)));
    expect(seen[0]).toMatchObject({ httpVersion: '2.0', body: Buffer.alloc(0) });
    expect(seen[0]?.headers).toEqual({
      ':method': 'GET',
      ':scheme': 'https',
      ':authority': `${SERVER_NAME}:${port}`,
      ':path': `/q?key=1&dns=${wire.toString('base64url')}`,
      accept: 'application/dns-message',
    });
  });

  test.each(['POST', 'GET'] as const)('by %s over HTTP/1.1 is as bare', async (method) => {
    const { port, seen } = await httpServer();
    const transport = opens(
      httpsOver([HTTP_1_1], `https://127.0.0.1:${port}/dns-query#${SERVER_NAME}`, {
        ca: certificate.ca,
        method,
      }),
    );
    await ask(transport);
    const post = { 'content-type': 'application/dns-message', 'content-length': String(wire.length) };
    expect(seen[0]).toMatchObject({ httpVersion: '1.1', method });
    expect(seen[0]?.headers).toEqual({
      host: `${SERVER_NAME}:${port}`,
      connection: 'keep-alive',
      accept: 'application/dns-message',
      ...(method === 'POST' ? post : {}),
    });
  });

  test.each([SERVER_NAME, '::1', '127.0.0.1'])('names %s as its authority (RFC 9110 7.2)', async (name) => {
    const { port, seen } = await httpServer();
    const { ca } = certificate;
    await ask(opens(https(`https://127.0.0.1:${port}/dns-query#${name}`, { ca })));
    const host = name === '::1' ? '[::1]' : name;
    expect(seen[0]?.headers[':authority']).toBe(`${host}:${port}`);
  });
});

describe.each([
  ['HTTP/2', ['h2']],
  ['HTTP/1.1', [HTTP_1_1]],
])('a response over %s', (_, alpn) => {
  test('tells how long a cache has held it (RFC 8484 5.1)', async () => {
    const { port } = await httpServer((response, reply) => {
      response.setHeader('age', '42');
      replyWith(response, reply);
    });
    const transport = opens(httpsOver(alpn, `https://127.0.0.1:${port}`, { ca: certificate.ca }));
    expect((await ask(transport)).ageSeconds).toBe(42);
  });

  test('that refuses says for how long (RFC 6585 4, RFC 9110 10.2.3)', async () => {
    const { port } = await httpServer((response) =>
      response.writeHead(429, { 'retry-after': '30' }).end('too many'),
    );
    const transport = opens(httpsOver(alpn, `https://127.0.0.1:${port}`, { ca: certificate.ca }));
    const error: unknown = await ask(transport).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ httpStatus: 429, retryAfterSeconds: 30 });
  });

  test.each<[string, (response: ServerResponse, reply: Buffer) => void]>([
    ['HTTP status 503', (response) => void response.writeHead(503).end('overloaded')],
    ['HTTP status 301', (response) => void response.writeHead(301, { location: 'https://127.0.0.1/' }).end()],
    ['without a media type', (response, reply) => void response.end(reply)],
    [
      'media type "text/html"',
      (response, reply) => void response.writeHead(200, { 'content-type': 'text/html' }).end(reply),
    ],
    [
      'over 65535 octets',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/dns-message' }).write(Buffer.alloc(65_000));
        response.end(Buffer.alloc(1_000));
      },
    ],
  ])('that is no reply is an error that says so: %s', async (text, respond) => {
    let good = false;
    const { port } = await httpServer((response, reply) => (good ? replyWith : respond)(response, reply));
    const transport = opens(httpsOver(alpn, `https://127.0.0.1:${port}`, { ca: certificate.ca }));
    const error: unknown = await ask(transport).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ phase: 'receive', protocol: 'https', endpoint: transport.traits.endpoint });
    expect((error as TransportError).message).toContain(text);
    good = true;
    expect((await ask(transport)).connection.reused).toBe(true);
  });
});

describe('HTTP/1.1', () => {
  test('carries one query at a time on each connection', async () => {
    await using server = await startServer({
      protocols: ['https'],
      certificate,
      onQuery: () => wait(5),
    });
    const transport = opens(
      httpsOver([HTTP_1_1], server.endpoints.https, { ca: server.ca, maxConnections: 3 }),
    );
    await Promise.all(Array.from({ length: 30 }, () => ask(transport)));
    expect(server.statistics.https).toMatchObject({ queries: 30, connections: 3, maxOpenQueries: 3 });
  });

  test('asks on a new connection where the server ends each', async () => {
    const { port, seen } = await httpServer((response, reply) => {
      response.setHeader('connection', 'close');
      replyWith(response, reply);
    });
    const transport = opens(
      httpsOver([HTTP_1_1], `https://127.0.0.1:${port}`, { ca: certificate.ca, maxConnections: 1 }),
    );
    const replies = await Promise.all([ask(transport), ask(transport), ask(transport)]);
    expect(replies).toHaveLength(3);
    expect(seen).toHaveLength(3);
  });

  test('an abort ends the connection, and the next query opens another', async () => {
    await using server = await startServer({
      protocols: ['https'],
      certificate,
      onQuery: ({ connectionNumber }) => (connectionNumber === 1 ? [] : undefined),
    });
    const transport = opens(
      httpsOver([HTTP_1_1], server.endpoints.https, { ca: server.ca, maxConnections: 1 }),
    );
    const controller = new AbortController();
    const aborted = transport.exchange(QUERY, {
      deadline: performance.now() + 2_000,
      signal: controller.signal,
    });
    const next = ask(transport);
    await expect.poll(() => server.statistics.https.queries).toBe(1);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect((await next).connection.reused).toBe(false);
    await expect.poll(() => server.statistics.https.openConnections).toBe(1);
  });

  test('is spoken to a server without ALPN', async () => {
    const http = createHttpServer((request, response) => {
      request.once('data', (reply: Buffer) => {
        reply.writeUInt16BE(0x8180, 2);
        replyWith(response, reply);
      });
    });
    const { cert, key } = certificate;
    const server = createTlsServer({ cert, key }, (socket) => void http.emit('connection', socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const transport = https(`https://127.0.0.1:${port}`, { ca: certificate.ca });
    try {
      expect((await ask(transport)).bytes).toHaveLength(QUERY.length);
    } finally {
      await transport.close();
      server.close();
    }
  });
});

test('1,000 queries at a time make no warning of leaking listeners', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  try {
    await using server = await startServer({
      protocols: ['https'],
      certificate,
      maxConcurrentStreams: 1_000,
      onQuery: () => wait(20),
    });
    const transport = opens(https(`${server.endpoints.https}#${SERVER_NAME}`, { ca: server.ca }));
    await Promise.all(Array.from({ length: 1_000 }, () => ask(transport)));
    expect(server.statistics.https.maxOpenQueries).toBeGreaterThan(200);
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings).toEqual([]);
  } finally {
    process.off('warning', onWarning);
  }
});

test('a malformed reply is the end of its session, but of no other query on it (RFC 9113 5)', async () => {
  let queries = 0;
  await using server = await startServer({
    protocols: ['https'],
    certificate,
    onQuery: ({ answer }) =>
      answer === undefined || ++queries % 40 > 0
        ? { kind: 'answer' }
        : { kind: 'message', bytes: answer.subarray(0, 14) },
  });
  const transport = opens(https(server.endpoints.https, { ca: server.ca }));
  const failures: string[] = [];
  const askMany = async (): Promise<void> => {
    for (let count = 0; count < 40; count++)
      await ask(transport).catch((error) => failures.push(String(error)));
  };
  await Promise.all(Array.from({ length: 100 }, askMany));
  expect(queries).toBe(4_000);
  expect(failures).toHaveLength(100);
  expect(new Set(failures.map((each) => each.replace(/.*: /, '')))).toEqual(
    new Set(['what came is no DNS message']),
  );
  expect(server.statistics.https.connections).toBeGreaterThan(10);
});
