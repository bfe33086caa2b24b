import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { QuicConnection } from '../api.ts';
import { ALPN, ask, collector, connectTo, identity, openCollected, startServer } from '../testing/echo.ts';
import { Fault } from './abi.ts';
import { encodePeer } from './address.ts';
import { putInput, receiveDatagrams, records, stage } from './input.ts';
import { EngineFault, EngineInstance } from './instance.ts';
import { clientEngine } from './shared.ts';

const der = new X509Certificate(identity.chain).raw;
const HELLO = Buffer.from('hello');

test('a trap ends the connections of its instance, and the next connect gets a new one', async () => {
  const server = await startServer();
  const connection = await connectTo(server);
  const { stream, outcome } = openCollected(connection, HELLO, false);
  const { instance } = await clientEngine();
  expect(instance.tryCall('qe_trap')).toBe(Fault.trapped);

  const error = await connection.closed;
  expect(error).toMatchObject({
    kind: 'engine',
    message: expect.stringContaining('trapped on request') as string,
  });
  expect(await outcome).toEqual({ name: 'lost', error });
  expect(stream.write(HELLO)).toBe(true);
  stream.cancel(1);
  connection.ping();
  await connection.close();
  expect(connection.roundTripMs).toBeTypeOf('number');
  expect(() => connection.openStream(HELLO, { fin: true }, collector().handler)).toThrow(error);

  expect((await clientEngine()).instance).not.toBe(instance);
  expect(await ask(await connectTo(server), HELLO)).toEqual(HELLO);
});

test('a trap during a handshake rejects connect', async () => {
  const server = await startServer();
  const attempt = connectTo(server);
  attempt.catch(() => {});
  const { instance } = await clientEngine();
  setImmediate(() => instance.tryCall('qe_trap'));
  const result = await attempt.then(
    (connection) => connection.closed,
    (error: unknown) => error,
  );
  expect(result).toMatchObject({ kind: 'engine' });
});

test('a server whose instance traps takes connections again, on the same port', async () => {
  const accepted: QuicConnection[] = [];
  const server = await startServer({ onConnection: (connection) => accepted.push(connection) });
  await connectTo(server);
  await expect.poll(() => accepted.length).toBe(1);
  const { engine } = accepted[0] as unknown as { engine: EngineInstance };
  engine.tryCall('qe_trap');
  expect((await accepted[0]?.closed)?.kind).toBe('engine');
  expect(server.connections).toBe(0);
  await connectTo(server);
  await expect.poll(() => accepted.length).toBe(2);
});

test('calls with handles, lengths and codes that are wrong are refused', async () => {
  const engine = await EngineInstance.create();
  const huge = 2 ** 32 - 1;
  expect(engine.tryCall('qe_pump', 99, 0)).toBe(Fault.unknownHandle);
  expect(engine.tryCall('qe_receive', 99, 0, Number.NaN)).toBe(0);
  expect(engine.tryCall('qe_receive', 99, huge, 0)).toBe(Fault.tooLarge);
  expect(engine.tryCall('qe_stage', huge)).toBe(Fault.tooLarge);
  expect(engine.tryCall('qe_connect', 99, 99, 1, huge, 0)).toBe(Fault.tooLarge);
  expect(engine.tryCall('qe_connect', 99, 99, 1, 0, -1)).toBe(Fault.unknownHandle);
  expect(engine.tryCall('qe_roots')).toBe(Fault.tls);
  expect(engine.tryCall('qe_client_config', 99, 0, 0, 0)).toBe(Fault.unknownHandle);
  expect(engine.tryCall('qe_free_config', 99)).toBe(Fault.unknownHandle);
  expect(engine.tryCall('qe_free_endpoint', 99)).toBe(Fault.unknownHandle);
  expect(engine.tryCall('qe_server_endpoint', 0, 0, 0, 0)).toBe(Fault.invalidArgument);
  expect(engine.tryCall('qe_write', 99, 0, 0, 1)).toBe(Fault.unknownHandle);
  expect(() => engine.call('qe_alpn', 99)).toThrow(EngineFault);
  expect(engine.failure).toBeUndefined();
});

test('datagrams are answered to their source, forged ones from port 0 not at all', async () => {
  const engine = await EngineInstance.create();
  stage(
    engine,
    records([createPrivateKey(identity.privateKey).export({ type: 'pkcs8', format: 'der' }), der]),
  );
  const endpoint = engine.call(
    'qe_server_endpoint',
    putInput(engine, records([Buffer.from(ALPN)])),
    1_000,
    1,
    1,
  );
  const answered: Uint8Array[] = [];
  engine.addEndpoint(endpoint, {
    transmit: (_datagram, peer) => answered.push(Buffer.from(peer)),
    accepted: () => {},
    trapped: () => {},
  });
  // A long header of an unknown version is answered with Version Negotiation (RFC 9000 section 6).
  const unknownVersion = Buffer.alloc(1_200);
  unknownVersion.set([0xc0, 0x0a, 0x0a, 0x0a, 0x0a, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0]);
  const peers = [0, 1, 65_535].map((port) => encodePeer('192.0.2.1', port));
  receiveDatagrams(engine, endpoint, [unknownVersion, unknownVersion, unknownVersion], peers);
  expect(answered).toEqual(peers.slice(1).map((peer) => Buffer.from(peer)));
});

test('stream ids and codes that QUIC cannot express are refused', async () => {
  const connection = await connectTo(await startServer());
  const { engine, id } = connection as unknown as { engine: EngineInstance; id: number };
  for (const stream of [-1, 0.5, Number.NaN, 2 ** 62, 2, 3]) {
    expect(engine.tryCall('qe_write', id, stream, 0, 1)).toBe(Fault.invalidArgument);
    expect(engine.tryCall('qe_cancel', id, stream, 0)).toBe(Fault.invalidArgument);
  }
  expect(engine.tryCall('qe_write', id, 400, 0, 1)).toBe(Fault.streamClosed);
  expect(engine.tryCall('qe_cancel', id, 0, Number.NaN)).toBe(Fault.invalidArgument);
  expect(engine.tryCall('qe_close', id, 2 ** 62, 0, 0)).toBe(Fault.invalidArgument);
  expect(await ask(connection, HELLO)).toEqual(HELLO);
});
