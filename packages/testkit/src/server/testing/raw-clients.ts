import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  allTypes,
  decodeMessage,
  encodeMessage,
  type Message,
  queryMessage,
  type RecordType,
} from '@hushdns/core';
import { encodeFrame, FrameDecoder } from '@hushdns/core/transport';

export function query(name: string, type: RecordType = 'A', id = 1): Uint8Array {
  return encodeMessage(queryMessage(name, type, { id }), { types: allTypes });
}

export const WWW = 'www.hush.example';

export function networkHandles(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((each) => /^(?:TCP|UDP|TLS)/.test(each))
    .toSorted();
}

/** Waits, for a bounded time, until no more is open than before. */
export async function settled(before: string[]): Promise<void> {
  const untilMs = performance.now() + 1000;
  while (networkHandles().length > before.length && performance.now() < untilMs)
    await new Promise(setImmediate);
}

export const portOf = (url: string): number => Number(new URL(url.replace(/^\w+:/, 'https:')).port);

/** Sends queries on a byte stream and reads until as many messages have come, or the stream has ended. */
export async function askStream(socket: Socket, queries: Uint8Array[], replies: number): Promise<Message[]> {
  const decoder = new FrameDecoder();
  const messages: Message[] = [];
  for (const each of queries) socket.write(encodeFrame(each));
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    for (const frame of decoder.push(chunk)) messages.push(decodeMessage(frame));
    if (messages.length >= replies) break;
  }
  socket.destroy();
  return messages;
}

export async function askUdp(
  port: number,
  bytes: Uint8Array,
  replies = 1,
): Promise<{ message: Message; port: number }[]> {
  const socket = createSocket('udp4');
  const messages: { message: Message; port: number }[] = [];
  socket.send(bytes, port, '127.0.0.1');
  while (messages.length < replies) {
    const [reply, from] = (await once(socket, 'message')) as [Buffer, { port: number }];
    messages.push({ message: decodeMessage(reply), port: from.port });
  }
  socket.close();
  return messages;
}

export async function trustedTls(endpoint: string, ca: string, alpn: string[] = ['dot']): Promise<Socket> {
  const socket = connectTls({ port: portOf(endpoint), host: '127.0.0.1', ca, ALPNProtocols: alpn });
  await once(socket, 'secureConnect');
  return socket;
}
