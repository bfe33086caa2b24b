import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LoadClient } from '../worker/load.ts';
import { pipelined } from './pipelined.ts';

const LENGTH_OCTETS = 2;
const ANCOUNT_OFFSET = 6;

/** A client of a server that hears all that was sent in a turn. */
async function clientOf(serve: (socket: Socket, queries: Buffer) => void): Promise<LoadClient> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (queries: Buffer) => serve(socket, queries));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const client = pipelined(socket, false);
  onTestFinished(() => client[Symbol.asyncDispose]());
  return client;
}

const outcomeOf = (client: LoadClient): Promise<unknown> => new Promise((resolve) => client.ask(resolve));

/** Queries are of different lengths, as their names are. */
function framesOf(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += (frames.at(-1) as Buffer).length)
    frames.push(bytes.subarray(at, at + LENGTH_OCTETS + bytes.readUInt16BE(at)));
  return frames;
}

/** The same with a record more in the answer section's count: all that is looked at. */
function replyTo(frame: Buffer): Buffer {
  const reply = Buffer.from(frame);
  reply.writeUInt16BE(1, LENGTH_OCTETS + ANCOUNT_OFFSET);
  return reply;
}

describe('pipelined', () => {
  it('gives replies to their questions, in any order and however they are cut', async () => {
    const client = await clientOf((socket, queries) => {
      const replies = Buffer.concat(framesOf(queries).map(replyTo).toReversed());
      for (const octet of replies) socket.write(Uint8Array.of(octet));
    });
    const answered: number[] = [];
    await Promise.all(
      [0, 1, 2].map(async (at) => {
        expect(await outcomeOf(client)).toBeUndefined();
        answered.push(at);
      }),
    );
    expect(answered).toEqual([2, 1, 0]);
  });

  it('fails what is under way when the connection ends, and what is asked then', async () => {
    const client = await clientOf((socket) => socket.resetAndDestroy());
    const outcomes = await Promise.all([outcomeOf(client), outcomeOf(client)]);
    for (const outcome of [...outcomes, await outcomeOf(client)]) expect(outcome).toBeInstanceOf(Error);
  });
});
