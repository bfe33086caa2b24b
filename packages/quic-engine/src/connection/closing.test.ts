import { expect, onTestFinished, test } from 'vitest';
import type { QuicConnection } from '../api.ts';
import type { QuicError } from '../errors.ts';
import { ask, authority, collector, connectTo, NAME, openCollected, startServer } from '../testing/echo.ts';
import { openSocket, startRelay } from '../testing/relay.ts';
import { connect } from './connect.ts';

const HELLO = Buffer.from('hello');

/** A UDP port where nobody answers. */
async function silentPort(): Promise<{ address: string; port: number; received: () => number }> {
  const socket = await openSocket();
  let received = 0;
  socket.on('message', () => received++);
  onTestFinished(() => {
    socket.close();
  });
  return { address: '127.0.0.1', port: socket.address().port, received: () => received };
}

/** A server that keeps its first connection for the test. */
async function acceptingServer(): Promise<{
  server: Awaited<ReturnType<typeof startServer>>;
  accepted: Promise<QuicConnection>;
}> {
  const { promise, resolve } = Promise.withResolvers<QuicConnection>();
  return { server: await startServer({ onConnection: resolve }), accepted: promise };
}

test('the client closes: the server hears code and reason', async () => {
  const { server, accepted } = await acceptingServer();
  const connection = await connectTo(server);
  const peer = await accepted;
  await connection.close(0x1_0000_0001, 'done with it');
  expect(await peer.closed).toMatchObject({
    kind: 'application-closed',
    code: 0x1_0000_0001,
    reason: 'done with it',
    origin: 'peer',
  });
  expect(await connection.closed).toMatchObject({ kind: 'closed', code: 0x1_0000_0001, origin: 'local' });
  expect(connection.state.name).toBe('closed');
  expect(server.connections).toBe(0);
});

test('the server closes: the client hears it, its streams are lost, and it opens no more', async () => {
  const { server, accepted } = await acceptingServer();
  const connection = await connectTo(server);
  (await accepted).onStream = () => collector().handler;
  const { outcome } = openCollected(connection, HELLO, true);
  await (await accepted).close(2, 'restart');
  const error = await connection.closed;
  expect(error).toMatchObject({ kind: 'application-closed', code: 2, reason: 'restart' });
  expect(await outcome).toEqual({ name: 'lost', error });
  expect(() => connection.openStream(HELLO, { fin: true }, collector().handler)).toThrow(error);
  connection.ping();
  await connection.close(9);
  expect(await connection.closed).toBe(error);
});

test('a closing server takes its connections along', async () => {
  const server = await startServer();
  const connections = await Promise.all([connectTo(server), connectTo(server)]);
  await expect.poll(() => server.handshakes).toBe(2);
  await Promise.all([server.close(3, 'bye'), server.close()]);
  for (const connection of connections) {
    expect(await connection.closed).toMatchObject({ kind: 'application-closed', code: 3, reason: 'bye' });
  }
});

test('closing from inside a handler', async () => {
  const connection = await connectTo(await startServer());
  const { outcome } = openCollected(connection, HELLO, false);
  connection.openStream(
    HELLO,
    { fin: true },
    {
      ...collector().handler,
      end: () => {
        void connection.close(4);
      },
    },
  );
  expect(await outcome).toMatchObject({ name: 'lost', error: { kind: 'closed', code: 4 } });
});

test('await using closes', async () => {
  const { server, accepted } = await acceptingServer();
  {
    await using connection = await connectTo(server);
    expect(connection.state.name).toBe('established');
    await accepted;
  }
  expect(await (await accepted).closed).toMatchObject({ kind: 'application-closed', code: 0 });
});

test('a port where nothing listens is refused at once', async () => {
  const socket = await openSocket();
  const { address, port } = socket.address();
  socket.close();
  const before = performance.now();
  await expect(connectTo({ address, port })).rejects.toMatchObject({ kind: 'refused' });
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('a peer whose port closes without a word is noticed at the next packet', async () => {
  const relay = await startRelay((await startServer()).port);
  const connection = await connectTo(relay);
  await ask(connection, HELLO);
  relay.close();
  const { outcome } = openCollected(connection, HELLO, true);
  expect(await outcome).toMatchObject({ name: 'lost', error: { kind: 'refused' } });
});

test('a silent server ends in handshake-timeout at the deadline', async () => {
  const silent = await silentPort();
  const before = performance.now();
  await expect(connectTo(silent, { handshakeTimeoutMs: 150 })).rejects.toMatchObject({
    kind: 'handshake-timeout',
    message: expect.stringContaining(`127.0.0.1:${silent.port}`) as string,
  });
  const took = performance.now() - before;
  expect(took).toBeGreaterThan(140);
  expect(took).toBeLessThan(1_000);
  expect(silent.received()).toBeGreaterThan(0);
});

test('abort during the handshake rejects with the reason', async () => {
  const silent = await silentPort();
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const attempt = connectTo(silent, { signal: controller.signal });
  await expect.poll(() => silent.received()).toBeGreaterThan(0);
  controller.abort(reason);
  await expect(attempt).rejects.toBe(reason);
});

test('abort in the last moment before connect listens for it', async () => {
  const silent = await silentPort();
  const controller = new AbortController();
  const { signal } = controller;
  const addEventListener = signal.addEventListener.bind(signal) as (...args: unknown[]) => void;
  signal.addEventListener = (...args: unknown[]) => {
    controller.abort('late');
    addEventListener(...args);
  };
  await expect(connectTo(silent, { signal, handshakeTimeoutMs: 1_000 })).rejects.toBe('late');
});

test('abort before the call opens nothing', async () => {
  const silent = await silentPort();
  await expect(connectTo(silent, { signal: AbortSignal.abort('no') })).rejects.toBe('no');
  expect(silent.received()).toBe(0);
});

test('abort after the handshake does nothing', async () => {
  const controller = new AbortController();
  const connection = await connectTo(await startServer(), { signal: controller.signal });
  controller.abort();
  expect(await ask(connection, HELLO)).toEqual(HELLO);
});

test('an idle connection ends with idle-timeout on both sides: RFC 9000 section 10.1', async () => {
  const { server, accepted } = await acceptingServer();
  const connection = await connectTo(server, { idleTimeoutMs: 120 });
  expect((await connection.closed).kind).toBe('idle-timeout');
  expect((await (await accepted).closed).kind).toBe('idle-timeout');
});

test('ping keeps a connection alive and lastReceivedAtMs shows it', async () => {
  const connection = await connectTo(await startServer(), { idleTimeoutMs: 200 });
  const started = performance.now();
  const timer = setInterval(() => {
    connection.ping();
  }, 50);
  try {
    await expect.poll(() => connection.lastReceivedAtMs - started, { timeout: 3_000 }).toBeGreaterThan(400);
    expect(connection.state.name).toBe('established');
  } finally {
    clearInterval(timer);
  }
});

const badOptions: [what: string, options: object, type: typeof RangeError | typeof TypeError][] = [
  ['a name for an address', { address: 'localhost' }, RangeError],
  ['port 0', { port: 0 }, RangeError],
  ['port 65536', { port: 65_536 }, RangeError],
  ['a fractional port', { port: 1.5 }, RangeError],
  ['a malformed server name', { serverName: 'a..b' }, RangeError],
  ['the root as server name', { serverName: '.' }, RangeError],
  ['two dots at the end', { serverName: 'a..' }, RangeError],
  ['an IPv4 address with a dot', { serverName: '127.0.0.1.' }, RangeError],
  ['no protocol', { alpn: [] }, TypeError],
  ['an empty protocol', { alpn: [''] }, RangeError],
  ['a protocol that is too long', { alpn: ['x'.repeat(256)] }, RangeError],
  ['no roots', { ca: [] }, RangeError],
  ['roots that are no certificates', { ca: 'nothing' }, TypeError],
  ['a zero timeout', { handshakeTimeoutMs: 0 }, RangeError],
  ['an endless timeout', { idleTimeoutMs: Infinity }, RangeError],
  ['a timeout that no timer takes', { handshakeTimeoutMs: 2 ** 31 }, RangeError],
  ['a signal that is none', { signal: {} }, TypeError],
];

test.each(badOptions)('connect refuses %s', async (_what, options, type) => {
  const good = { address: '127.0.0.1', port: 1, serverName: NAME, alpn: ['x'], ca: authority.pem };
  await expect(connect({ ...good, ...options })).rejects.toThrow(type);
});

test('close refuses bad codes and reasons', async () => {
  const connection = await connectTo(await startServer());
  await expect(connection.close(-1)).rejects.toThrow(RangeError);
  await expect(connection.close(0, 'x'.repeat(501))).rejects.toThrow(RangeError);
  expect(connection.state.name).toBe('established');
});

test('closed tells one error, once', async () => {
  const connection = await connectTo(await startServer());
  const heard: QuicError[] = [];
  void connection.closed.then((error) => heard.push(error));
  await Promise.all([connection.close(1), connection.close(2)]);
  expect(heard).toMatchObject([{ kind: 'closed', code: 1 }]);
});
