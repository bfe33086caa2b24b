import { randomBytes, randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { ask, connectTo, startServer } from './testing/echo.ts';
import { openSocket, startRelay } from './testing/relay.ts';

const DATAGRAMS = 3_000;

function flipBits(datagram: Buffer): Buffer {
  const copy = Buffer.from(datagram);
  for (let count = randomInt(1, 4); count > 0; count--) {
    const at = randomInt(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << randomInt(8));
  }
  return copy;
}

function truncate(datagram: Buffer): Buffer {
  return datagram.subarray(0, randomInt(datagram.length));
}

function extend(datagram: Buffer): Buffer {
  return Buffer.concat([datagram, randomBytes(randomInt(1, 200))]);
}

const mutations = [flipBits, truncate, extend];

function mutate(datagram: Buffer): Buffer {
  const mutation = mutations[randomInt(mutations.length)] ?? flipBits;
  return mutation(datagram);
}

/** The datagrams of one whole conversation. */
async function record(serverPort: number): Promise<{ toServer: Buffer[]; toClient: Buffer[] }> {
  const recorded = { toServer: [] as Buffer[], toClient: [] as Buffer[] };
  const relay = await startRelay(serverPort, (datagram, toServer) => {
    (toServer ? recorded.toServer : recorded.toClient).push(datagram);
    return [datagram];
  });
  const connection = await connectTo(relay);
  await ask(connection, randomBytes(5_000));
  await connection.close();
  return recorded;
}

/** Sends in small bursts, so that the receiver's buffer drops none. */
async function flood(port: number, make: () => Buffer): Promise<void> {
  const socket = await openSocket();
  for (let sent = 0; sent < DATAGRAMS; sent++) {
    socket.send(make(), port, '127.0.0.1');
    if (sent % 50 === 49) await new Promise(setImmediate);
  }
  socket.close();
}

test('a server outlives random datagrams and serves on', async () => {
  const server = await startServer();
  const connection = await connectTo(server);
  await flood(server.port, () => randomBytes(randomInt(0, 1_500)));
  expect(await ask(connection, Buffer.from('still there'))).toEqual(Buffer.from('still there'));
  expect(server.handshakes).toBe(1);
});

test('a server outlives mutated, repeated and reordered handshakes', async () => {
  const server = await startServer();
  const { toServer } = await record(server.port);
  const connection = await connectTo(server);
  await flood(server.port, () => mutate(toServer[randomInt(toServer.length)] ?? Buffer.alloc(1)));
  expect(await ask(connection, Buffer.from('still there'))).toEqual(Buffer.from('still there'));
  expect(await ask(await connectTo(server), Buffer.from('new'))).toEqual(Buffer.from('new'));
});

test('a conversation gets through although every datagram has a mutated twin before it', async () => {
  const server = await startServer();
  let tampered = 0;
  const relay = await startRelay(server.port, (datagram) => {
    tampered++;
    return [mutate(datagram), mutate(datagram), datagram];
  });
  for (let round = 0; round < 20; round++) {
    const connection = await connectTo(relay);
    const bytes = randomBytes(20_000);
    expect((await ask(connection, bytes)).equals(bytes)).toBe(true);
    await connection.close();
  }
  expect(tampered).toBeGreaterThan(500);
});

test('a tenth of the datagrams lost, a tenth repeated: all arrives', async () => {
  const server = await startServer();
  const relay = await startRelay(server.port, (datagram) => {
    const luck = randomInt(10);
    if (luck === 0) return [];
    return luck === 1 ? [datagram, datagram] : [datagram];
  });
  const connection = await connectTo(relay);
  const bytes = randomBytes(100_000);
  expect((await ask(connection, bytes)).equals(bytes)).toBe(true);
}, 20_000);
