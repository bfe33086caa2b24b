import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Transport, TransportReply } from '@hushdns/core/transport';
import { certificateAuthority, type ServerCertificate, SERVER_NAME } from '@hushdns/testkit';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { https } from './https.ts';

/** A query for `a. A` and its reply, with an ID of 0. */
const QUERY = Uint8Array.from([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1]);
const REPLY = Buffer.from(QUERY.with(2, 0x81).with(3, 0x80));

/** RFC 9113 6. */
const DATA = 0;
const HEADERS = 1;
const RST_STREAM = 3;
const SETTINGS = 4;
const PUSH_PROMISE = 5;
const GOAWAY = 7;
/** RFC 8336 2. */
const ORIGIN = 12;
const END_STREAM = 1;
const ACK = 1;
const END_HEADERS = 4;
const PREFACE_OCTETS = 24;

function frame(type: number, flags: number, streamId: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(streamId, 5);
  return Buffer.concat([header, payload]);
}

function integers(...values: number[]): Buffer {
  const octets = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) octets.writeUInt32BE(value, 4 * index);
  return octets;
}

/** A field line that enters no table (RFC 7541 6.2.2). */
function field(name: string, value: string): Buffer {
  return Buffer.concat([
    Buffer.of(0, name.length),
    Buffer.from(name),
    Buffer.of(value.length),
    Buffer.from(value),
  ]);
}

const settings = frame(SETTINGS, 0, 0);
const maxStreams = (count: number): Buffer =>
  frame(SETTINGS, 0, 0, Buffer.concat([Buffer.of(0, 3), integers(count)]));
const goaway = (lastStreamId: number, code: number): Buffer =>
  frame(GOAWAY, 0, 0, integers(lastStreamId, code));
const reset = (streamId: number, code: number): Buffer => frame(RST_STREAM, 0, streamId, integers(code));
const origin = (text: string): Buffer =>
  frame(ORIGIN, 0, 0, Buffer.concat([Buffer.of(0, text.length), Buffer.from(text, 'latin1')]));
const body = (streamId: number, octets: Uint8Array, last = true): Buffer =>
  frame(DATA, last ? END_STREAM : 0, streamId, octets);
/** `:status 200` from the static table (RFC 7541 A) and the media type. */
const head = (streamId: number, ...fields: Buffer[]): Buffer =>
  frame(
    HEADERS,
    END_HEADERS,
    streamId,
    Buffer.concat([Buffer.of(0x88), field('content-type', 'application/dns-message'), ...fields]),
  );
const answer = (streamId: number): Buffer => Buffer.concat([head(streamId), body(streamId, REPLY)]);

interface Script {
  /** What the server says first. */
  readonly greeting?: Buffer;
  /** What the server does once a query has come whole. */
  readonly onQuery?: (socket: TLSSocket, streamId: number, queryNumber: number) => void;
}

let certificate: ServerCertificate;
beforeAll(async () => {
  const authority = await certificateAuthority();
  certificate = await authority.issue({ dnsNames: [SERVER_NAME], ipAddresses: ['127.0.0.1'] });
});

let server: Server | undefined;
let transport: Transport | undefined;
afterEach(async () => {
  await transport?.close();
  server?.close();
});

/** Frames as they are written, by a server that knows no more of HTTP/2 than to acknowledge settings. */
async function speak({
  greeting = settings,
  onQuery,
}: Script): Promise<{ port: number; connections: number }> {
  const { cert, key } = certificate;
  const state = { port: 0, connections: 0 };
  let queries = 0;
  server = createServer({ cert, key, ALPNProtocols: ['h2'] }, (socket) => {
    state.connections++;
    socket.setNoDelay().on('error', () => {});
    socket.write(greeting);
    let received = Buffer.alloc(0);
    let skip = PREFACE_OCTETS;
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= skip + 9) {
        const end = skip + 9 + received.readUIntBE(skip, 3);
        if (received.length < end) return;
        const [type, flags, streamId] = [
          received[skip + 3],
          received[skip + 4] ?? 0,
          received.readUInt32BE(skip + 5),
        ];
        received = received.subarray(end);
        skip = 0;
        if (type === SETTINGS && (flags & ACK) === 0) socket.write(frame(SETTINGS, ACK, 0));
        if (type === DATA && (flags & END_STREAM) !== 0) onQuery?.(socket, streamId, ++queries);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.port = (server.address() as AddressInfo).port;
  return state;
}

function ask(durationMs = 2_000): Promise<TransportReply> {
  return (transport as Transport).exchange(QUERY, { deadline: performance.now() + durationMs });
}

describe.each([
  ['by name, through the Agent', `#${SERVER_NAME}`],
  ['by address', ''],
])('a server known %s', (_, fragment) => {
  async function meet(script: Script): Promise<{ port: number; connections: number }> {
    const state = await speak(script);
    transport = https(`https://127.0.0.1:${state.port}${fragment}`, { ca: certificate.ca });
    return state;
  }

  test.each<[string, Script, RegExp]>([
    ['speaks another protocol', { greeting: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') }, /connect: /],
    ['sends another frame before its SETTINGS', { greeting: origin('https://a') }, /connect: /],
    [
      'ends the session as it opens',
      { greeting: Buffer.concat([settings, goaway(0, 0)]) },
      /NO_ERROR|opened/,
    ],
    [
      'fails the session as it opens',
      { greeting: Buffer.concat([settings, goaway(0, 11)]) },
      /ENHANCE_YOUR_CALM|opened/,
    ],
    [
      'breaks framing after its SETTINGS',
      { greeting: Buffer.concat([settings, Buffer.alloc(64, 0xff)]) },
      /connect: |receive: /,
    ],
    [
      'resets the stream in the middle of the body',
      {
        onQuery: (socket, id) =>
          socket.write(Buffer.concat([head(id), body(id, REPLY, false), reset(id, 8)])),
      },
      /receive: .*CANCEL/,
    ],
    [
      'resets the stream without an error before all that it announced (RFC 9113 8.1)',
      {
        onQuery: (socket, id) =>
          socket.write(
            Buffer.concat([head(id, field('content-length', '40')), body(id, REPLY, false), reset(id, 0)]),
          ),
      },
      /receive: .*cut off after 19 of 40 octets/,
    ],
    [
      'fails the stream',
      { onQuery: (socket, id) => socket.write(reset(id, 2)) },
      /receive: .*INTERNAL_ERROR/,
    ],
    [
      'ends the connection in the middle of the body',
      { onQuery: (socket, id) => socket.end(Buffer.concat([head(id), body(id, REPLY, false)])) },
      /receive: the server closed the connection/,
    ],
    ['sends a body without a head', { onQuery: (socket, id) => socket.write(body(id, REPLY)) }, /receive: /],
    [
      'pushes though it must not (RFC 9113 8.4)',
      {
        onQuery: (socket, id) =>
          socket.write(
            frame(PUSH_PROMISE, END_HEADERS, id, Buffer.concat([integers(2), Buffer.of(0x82, 0x84, 0x87)])),
          ),
      },
      /receive: /,
    ],
    [
      'answers another query',
      { onQuery: (socket, id) => socket.write(Buffer.concat([head(id), body(id, REPLY.with(13, 98))])) },
      /receive: a reply to another query/,
    ],
    [
      'lists origins without end (RFC 8336 2.1)',
      {
        onQuery: (socket) => {
          for (let n = 0; n < 1_000; n++) socket.write(origin(`https://host${n}.example`));
        },
      },
      /receive: /,
    ],
    [
      'fails the session with the query processed (RFC 9113 6.8)',
      { onQuery: (socket, id) => socket.write(goaway(id, 11)) },
      /receive: .*ENHANCE_YOUR_CALM/,
    ],
  ])('that %s is an error', async (_name, script, message) => {
    await meet(script);
    await expect(ask()).rejects.toThrow(message);
  });

  test('that lists origins which are none does no harm', async () => {
    const odd = ['https://a\0b', 'https://[::1', 'https://', '', '\xff'].map(origin);
    const state = await meet({
      greeting: Buffer.concat([settings, ...odd]),
      onQuery: (socket, id) => socket.write(Buffer.concat([...odd, answer(id)])),
    });
    expect((await ask()).bytes).toHaveLength(REPLY.length);
    expect((await ask()).connection.reused).toBe(true);
    expect(state.connections).toBe(1);
  });

  test('that sends octet by octet is understood', async () => {
    await meet({
      onQuery: (socket, id) => {
        const octets = Array.from(REPLY, (_octet, at) =>
          body(id, REPLY.subarray(at, at + 1), at === REPLY.length - 1),
        );
        for (const octet of Buffer.concat([head(id), ...octets])) socket.write(Buffer.of(octet));
      },
    });
    expect(Buffer.from((await ask()).bytes)).toEqual(REPLY);
  });

  test('that allows no stream is waited for until it does (RFC 9113 5.1.2)', async () => {
    await meet({ greeting: maxStreams(0), onQuery: (socket, id) => socket.write(answer(id)) });
    await expect(ask(100)).rejects.toMatchObject({ code: 'ETIMEOUT' });
  });

  test('that allows streams later is asked then (RFC 9113 5.1.2)', async () => {
    const state = await speak({ greeting: maxStreams(0), onQuery: (socket, id) => socket.write(answer(id)) });
    server?.on('secureConnection', (socket: TLSSocket) => {
      void wait(50).then(() => socket.write(maxStreams(5)));
    });
    transport = https(`https://127.0.0.1:${state.port}${fragment}`, { ca: certificate.ca });
    expect(await Promise.all([ask(), ask(), ask()])).toHaveLength(3);
  });

  test('that does not process a query at the end of a session gets it on the next one (RFC 9113 6.8)', async () => {
    for (const code of [0, 11]) {
      const state = await meet({
        onQuery: (socket, id, queryNumber) =>
          socket.write(queryNumber === 1 ? goaway(id - 1, code) : answer(id)),
      });
      expect((await ask()).connection.reused).toBe(false);
      expect(state.connections).toBe(2);
      await transport?.close();
      server?.close();
    }
  });

  test('that does not read does not keep close() from ending', async () => {
    await meet({ onQuery: (socket) => void socket.pause() });
    await expect(ask(50)).rejects.toMatchObject({ code: 'ETIMEOUT' });
    const pending = expect(ask(100)).rejects.toThrow('the deadline passed');
    await transport?.close();
    await pending;
    await expect
      .poll(() => process.getActiveResourcesInfo().filter((each) => each === 'TLSWrap').length)
      .toBe(0);
  });
});
