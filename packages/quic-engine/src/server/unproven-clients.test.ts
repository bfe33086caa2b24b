import { once } from 'node:events';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { ask, connectTo, startServer } from '../testing/echo.ts';
import { openSocket, startRelay } from '../testing/relay.ts';
import { HANDSHAKE_TIMEOUT_MS } from './server-endpoint.ts';

/** RFC 9000 section 17.2: a long header's packet type, in the first byte. */
const LONG_HEADER_TYPE = 0xf0;
const RETRY = 0xf0;

afterEach(() => {
  vi.useRealTimers();
});

/** A client's first datagram, from a client that never gets an answer. */
async function firstDatagram(): Promise<Buffer> {
  const socket = await openSocket();
  const datagram = once(socket, 'message') as Promise<[Buffer]>;
  const controller = new AbortController();
  const attempt = connectTo(
    { address: '127.0.0.1', port: socket.address().port },
    { signal: controller.signal },
  );
  const [first] = await datagram;
  controller.abort();
  await expect(attempt).rejects.toBe(controller.signal.reason);
  socket.close();
  return first;
}

/** Sends clients' first datagrams from an address that answers nothing, as a forged one. */
async function forge(port: number, count: number): Promise<void> {
  const socket = await openSocket();
  onTestFinished(() => void socket.close());
  for (let sent = 0; sent < count; sent++) socket.send(await firstDatagram(), port, '127.0.0.1');
}

test('a handshake that does not go on holds its place for 10 seconds, not for the idle timeout', async () => {
  const server = await startServer({ idleTimeoutMs: 300_000 });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const established = await connectTo(server);
  await forge(server.port, 1);
  await expect.poll(() => server.connections).toBe(2);
  vi.advanceTimersByTime(HANDSHAKE_TIMEOUT_MS);
  await expect.poll(() => server.connections).toBe(1);
  expect(await ask(established, Buffer.from('still there'))).toEqual(Buffer.from('still there'));
});

test('forged addresses take half of the places, then clients must answer a Retry: RFC 9000 section 8.1.2', async () => {
  const server = await startServer({ maxConnections: 6 });
  let retries = 0;
  const relay = await startRelay(server.port, (datagram, toServer) => {
    if (!toServer && ((datagram[0] ?? 0) & LONG_HEADER_TYPE) === RETRY) retries++;
    return [datagram];
  });
  const first = await connectTo(relay);
  await ask(first, Buffer.from('x'));
  await first.close();
  expect(retries).toBe(0);
  await expect.poll(() => server.connections).toBe(0);

  await forge(server.port, 10);
  await expect.poll(() => server.connections).toBe(4);
  const connection = await connectTo(relay);
  expect(retries).toBe(1);
  expect(await ask(connection, Buffer.from('a client'))).toEqual(Buffer.from('a client'));
  expect(server.connections).toBe(5);
  expect(server.handshakes).toBe(2);
});
