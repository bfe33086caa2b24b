import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { QuicConnection, QuicStream } from '../api.ts';
import { ask, collector, connectTo, openCollected, startServer } from '../testing/echo.ts';

const HELLO = Buffer.from('hello');
/** Above 2^32, where a 32-bit slip would show. */
const LARGE_CODE = 0x1_2345_6789;

test('many streams at once, each with its own bytes', async () => {
  const server = await startServer({ maxConcurrentStreams: 500 });
  const connection = await connectTo(server);
  const questions = Array.from({ length: 500 }, (_, index) => Buffer.from(`question ${index}`));
  expect(await Promise.all(questions.map((question) => ask(connection, question)))).toEqual(questions);
  expect(connection.openStreams).toBe(0);
  expect(server.handshakes).toBe(1);
});

test('stream ids count up by four: RFC 9000 section 2.1', async () => {
  const connection = await connectTo(await startServer());
  const ids = [0, 1, 2].map(() => openCollected(connection, HELLO, true).stream.id);
  expect(ids).toEqual([0, 4, 8]);
});

test('out of credit, then available: RFC 9000 section 4.6', async () => {
  const held: QuicStream[] = [];
  const server = await startServer({
    maxConcurrentStreams: 2,
    onConnection: (accepted) => {
      accepted.onStream = (stream) => {
        held.push(stream);
        return collector().handler;
      };
    },
  });
  const connection = await connectTo(server);
  const outcomes = [openCollected(connection, HELLO, true), openCollected(connection, HELLO, true)];
  expect(connection.openStream(HELLO, { fin: true }, collector().handler)).toBeUndefined();

  const available = new Promise<void>((resolve) => {
    connection.onStreamsAvailable = resolve;
  });
  await expect.poll(() => held.length).toBe(2);
  for (const stream of held) stream.finish(HELLO);
  await available;
  await Promise.all(outcomes.map(({ outcome }) => outcome));
  expect(openCollected(connection, HELLO, true).stream.id).toBe(8);
});

test.each([0, 5, LARGE_CODE])(
  'cancel(%i) reaches the server as RESET_STREAM and STOP_SENDING',
  async (code) => {
    const resets: number[] = [];
    const stops: number[] = [];
    const server = await startServer({
      onConnection: (accepted) => {
        accepted.onStream = () => ({
          ...collector().handler,
          reset: (received) => resets.push(received),
          stopped: (received) => stops.push(received),
        });
      },
    });
    const connection = await connectTo(server);
    const { stream } = openCollected(connection, HELLO, false);
    await new Promise((resolve) => setTimeout(resolve, 5));
    stream.cancel(code);
    await expect.poll(() => [resets, stops]).toEqual([[code], [code]]);
    expect(connection.openStreams).toBe(0);
    expect(connection.state.name).toBe('established');
  },
);

test('cancel of a stream whose question is sent and acknowledged reaches the server as STOP_SENDING', async () => {
  const stops: number[] = [];
  const asked = Promise.withResolvers<void>();
  const server = await startServer({
    onConnection: (accepted) => {
      accepted.onStream = () => ({
        ...collector().handler,
        end: asked.resolve,
        stopped: (received) => stops.push(received),
      });
    },
  });
  const connection = await connectTo(server);
  const { stream } = openCollected(connection, HELLO, true);
  await asked.promise;
  await new Promise((resolve) => setTimeout(resolve, 5));
  stream.cancel(3);
  await expect.poll(() => stops).toEqual([3]);
});

test('a cancelled stream says nothing more, and the connection goes on', async () => {
  const connection = await connectTo(await startServer());
  const heard: string[] = [];
  const stream = connection.openStream(
    HELLO,
    { fin: true },
    {
      data: () => heard.push('data'),
      end: () => heard.push('end'),
      reset: () => heard.push('reset'),
      stopped: () => heard.push('stopped'),
      lost: () => heard.push('lost'),
    },
  );
  stream?.cancel(7);
  stream?.cancel(8);
  stream?.write(HELLO);
  expect(await ask(connection, HELLO)).toEqual(HELLO);
  expect(heard).toEqual([]);
});

test('the server resets a stream: the client hears its code', async () => {
  const server = await startServer({
    onConnection: (accepted) => {
      accepted.onStream = (stream) => {
        stream.cancel(LARGE_CODE);
        return collector().handler;
      };
    },
  });
  const connection = await connectTo(server);
  expect(await openCollected(connection, HELLO, true).outcome).toEqual({ name: 'reset', code: LARGE_CODE });
});

test('streams that nobody takes are cancelled with code 0', async () => {
  const server = await startServer({ onConnection: () => {} });
  const connection = await connectTo(server);
  expect(await openCollected(connection, HELLO, true).outcome).toEqual({ name: 'reset', code: 0 });
});

test('a peer that stops a stream ends what is kept back', async () => {
  const server = await startServer({
    onConnection: (accepted) => {
      accepted.onStream = (stream) => {
        stream.cancel(9);
        return collector().handler;
      };
    },
  });
  const connection = await connectTo(server);
  const stopped = Promise.withResolvers<number>();
  const stream = connection.openStream(
    randomBytes(4 << 20),
    { fin: true },
    {
      ...collector().handler,
      stopped: stopped.resolve,
    },
  );
  expect(stream?.bufferedBytes).toBeGreaterThan(0);
  expect(await stopped.promise).toBe(9);
  expect(stream?.bufferedBytes).toBe(0);
});

test.each([0, 1, 64 << 10, 5 << 20])('%i bytes there and back, beyond every window', async (length) => {
  const connection = await connectTo(await startServer());
  const bytes = randomBytes(length);
  expect((await ask(connection, bytes)).equals(bytes)).toBe(true);
});

test('writes in pieces arrive in order, and drained tells when', async () => {
  const connection = await connectTo(await startServer());
  const pieces = Array.from({ length: 40 }, (_, index) => Buffer.alloc(100_000, index));
  const drained = Promise.withResolvers<void>();
  const { handler, outcome } = collector();
  const stream = connection.openStream(
    Buffer.alloc(0),
    { fin: false },
    { ...handler, drained: drained.resolve },
  );
  const taken = pieces.map((piece) => stream?.write(piece));
  expect(taken[0]).toBe(true);
  expect(taken.at(-1)).toBe(false);
  await drained.promise;
  expect(stream?.bufferedBytes).toBe(0);
  stream?.finish(Buffer.from('!'));
  const result = await outcome;
  expect(result.name === 'end' && result.bytes.equals(Buffer.concat([...pieces, Buffer.from('!')]))).toBe(
    true,
  );
});

test('bytes passed in may be reused at once', async () => {
  const connection = await connectTo(await startServer());
  const bytes = Buffer.alloc(3 << 20, 'a');
  const asked = ask(connection, bytes);
  bytes.fill('b');
  expect((await asked).equals(Buffer.alloc(3 << 20, 'a'))).toBe(true);
});

/** Runs `body` and returns the exception that nobody caught meanwhile. */
async function uncaughtDuring(body: () => Promise<void>): Promise<unknown> {
  const thrown = Promise.withResolvers<unknown>();
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.once('uncaughtException', thrown.resolve);
  try {
    await body();
    return await thrown.promise;
  } finally {
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
}

test('what a handler throws harms no other stream', async () => {
  const connection = await connectTo(await startServer());
  const thrown = await uncaughtDuring(async () => {
    const data = (): void => {
      throw new Error('a handler at fault');
    };
    connection.openStream(HELLO, { fin: true }, { ...collector().handler, data });
    const others = await Promise.all([ask(connection, HELLO), ask(connection, HELLO)]);
    expect(others).toEqual([HELLO, HELLO]);
  });
  expect(thrown).toMatchObject({ message: 'a handler at fault' });
});

test('a stream for which onStream throws is cancelled: its peer does not wait', async () => {
  const accepted = Promise.withResolvers<QuicConnection>();
  const server = await startServer({
    onConnection: (connection) => {
      accepted.resolve(connection);
      connection.onStream = () => {
        throw new Error('no handler today');
      };
    },
  });
  const connection = await connectTo(server);
  const thrown = await uncaughtDuring(async () => {
    expect(await openCollected(connection, HELLO, true).outcome).toEqual({ name: 'reset', code: 0 });
  });
  expect(thrown).toMatchObject({ message: 'no handler today' });
  expect((await accepted.promise).openStreams).toBe(0);
});

test.each([1, 60, 5_000])('the memory of a chunk is its own: %i bytes', async (length) => {
  const connection = await connectTo(await startServer());
  const chunks: Uint8Array[] = [];
  await new Promise<void>((resolve, reject) => {
    const data = (chunk: Uint8Array): void => void chunks.push(chunk);
    const handler = { data, end: resolve, reset: reject, lost: reject };
    connection.openStream(Buffer.alloc(length), { fin: true }, handler);
  });
  for (const chunk of [...chunks, ...connection.peerCertificates]) {
    expect(chunk.buffer.byteLength).toBe(chunk.length);
  }
});

test.each([-1, 1.5, Number.NaN, 2 ** 53])('cancel(%d) is refused', async (code) => {
  const connection = await connectTo(await startServer());
  const { stream } = openCollected(connection, HELLO, true);
  expect(() => {
    stream.cancel(code);
  }).toThrow(RangeError);
});
