import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ask, connectTo, startServer } from './testing/echo.ts';

const CHILD = fileURLToPath(new URL('./testing/unref-child.ts', import.meta.url));
const ATTEMPT = fileURLToPath(new URL('./testing/attempt-child.ts', import.meta.url));

/** What keeps or could keep the process alive, by kind. */
function active(kind: string): number {
  return process.getActiveResourcesInfo().filter((name) => name.toLowerCase() === kind).length;
}

test('200 closed connections leave no socket and no timer', async () => {
  const server = await startServer({ maxConnections: 300 });
  const timers = active('timeout');
  const sockets = active('udpwrap');
  for (let round = 0; round < 4; round++) {
    const connections = await Promise.all(Array.from({ length: 50 }, () => connectTo(server)));
    await Promise.all(connections.map((connection) => ask(connection, Buffer.from('x'))));
    expect(active('udpwrap')).toBe(sockets + 50);
    await Promise.all(connections.map((connection) => connection.close()));
  }
  await expect.poll(() => active('udpwrap')).toBe(sockets);
  await expect.poll(() => active('timeout')).toBeLessThanOrEqual(timers);
  expect(server.handshakes).toBe(200);
  await expect.poll(() => server.connections).toBe(0);
});

test("a server's close frees its connections' timers too", async () => {
  await expect.poll(() => active('udpwrap')).toBe(0);
  const server = await startServer();
  const connections = await Promise.all([connectTo(server), connectTo(server)]);
  await server.close();
  await Promise.all(connections.map((connection) => connection.closed));
  await expect.poll(() => active('udpwrap')).toBe(0);
});

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
