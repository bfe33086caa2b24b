import { createHook } from 'node:async_hooks';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ask, connectTo, startServer } from './testing/echo.ts';
import { openSocket } from './testing/relay.ts';

const CHILD = fileURLToPath(new URL('./testing/unref-child.ts', import.meta.url));
const ATTEMPT = fileURLToPath(new URL('./testing/attempt-child.ts', import.meta.url));

/** A closed connection lingers for three probe timeouts (RFC 9000 10.2), on a busy machine for seconds. */
const DRAINED = { timeout: 12_000 };

/** Async resources that this package's sources made and that are not destroyed. Sees what is unref'd, too. */
const alive = new Map<number, string>();
const hook = createHook({
  init(id, kind) {
    if (kind !== 'UDPWRAP' && kind !== 'Timeout') return;
    const stack = new Error(kind).stack ?? '';
    if (/\/src\/(connection|server|socket)\//.test(stack)) alive.set(id, kind);
  },
  destroy(id) {
    alive.delete(id);
  },
}).enable();

afterAll(() => {
  hook.disable();
});

function count(kind: 'UDPWRAP' | 'Timeout'): number {
  return [...alive.values()].filter((name) => name === kind).length;
}

test('the count sees a connection that is not closed, unref’d as it is', async () => {
  const server = await startServer();
  const [sockets, timers] = [count('UDPWRAP'), count('Timeout')];
  const connection = await connectTo(server, { ref: false });
  await ask(connection, Buffer.from('x'));
  expect(count('UDPWRAP')).toBe(sockets + 1);
  expect(count('Timeout')).toBeGreaterThan(timers);
  await connection.close();
  await expect.poll(() => count('UDPWRAP'), DRAINED).toBe(sockets);
}, 30_000);

test('200 closed connections leave no socket and no timer', async () => {
  await expect.poll(() => alive.size, DRAINED).toBe(0);
  const server = await startServer({ maxConnections: 300 });
  expect([count('UDPWRAP'), count('Timeout')]).toEqual([1, 0]);
  for (let round = 0; round < 4; round++) {
    const connections = await Promise.all(Array.from({ length: 50 }, () => connectTo(server)));
    await Promise.all(connections.map((connection) => ask(connection, Buffer.from('x'))));
    expect(count('UDPWRAP')).toBe(1 + 50);
    await Promise.all(connections.map((connection) => connection.close()));
  }
  expect(server.handshakes).toBe(200);
  await expect.poll(() => server.connections, DRAINED).toBe(0);
  await expect.poll(() => [count('UDPWRAP'), count('Timeout')], DRAINED).toEqual([1, 0]);
}, 30_000);

test('an attempt that fails or is aborted leaves nothing', async () => {
  await expect.poll(() => alive.size, DRAINED).toBe(0);
  const server = await startServer({ alpn: ['other'] });
  await expect(connectTo(server)).rejects.toMatchObject({ kind: 'alpn' });
  const silent = await openSocket();
  const { address, port } = silent.address();
  const attempt = connectTo({ address, port }, { signal: AbortSignal.timeout(20) });
  await expect(attempt).rejects.toMatchObject({ name: 'TimeoutError' });
  silent.close();
  await server.close();
  await expect.poll(() => alive.size, DRAINED).toBe(0);
}, 30_000);

test("a server's close frees its connections' sockets and timers too", async () => {
  await expect.poll(() => alive.size, DRAINED).toBe(0);
  const server = await startServer();
  const connections = await Promise.all([connectTo(server), connectTo(server)]);
  await server.close();
  await Promise.all(connections.map((connection) => connection.closed));
  await expect.poll(() => alive.size, DRAINED).toBe(0);
}, 30_000);

test.each([
  ['a process with an unref’d connection and server exits by itself', CHILD, ['--unref'], true],
  ['one that is not unref’d goes on', CHILD, [], false],
  ['a process that attempts a connection with `ref: false` exits by itself', ATTEMPT, ['--unref'], true],
  ['one that attempts it without goes on', ATTEMPT, [], false],
])('%s', async (_what, file, args, exits) => {
  const child = fork(file, args, { execArgv: ['--experimental-strip-types', '--no-warnings'] });
  try {
    expect(await once(child, 'message')).toEqual([expect.any(String), undefined]);
    const exited = once(child, 'exit').then(([code]) => code as unknown);
    const later = new Promise((resolve) => setTimeout(resolve, exits ? 5_000 : 300, 'alive'));
    expect(await Promise.race([exited, later])).toBe(exits ? 0 : 'alive');
  } finally {
    child.kill();
  }
});

test('importing the package opens and compiles nothing', async () => {
  const program = `
    let compiled = 0;
    WebAssembly.compile = () => { compiled++; };
    const before = process.getActiveResourcesInfo().length;
    await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    process.exitCode = compiled + process.getActiveResourcesInfo().length - before;
  `;
  const args = ['--experimental-strip-types', '--no-warnings', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([0, null]);
});
