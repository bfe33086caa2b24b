import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { TransportError } from '@hushdns/core';
import {
  type Connection,
  type ConnectionEvents,
  encodeFrame,
  type ExchangeContext,
  FrameDecoder,
  idOf,
  isReplyTo,
  leaf,
  parseEndpoint,
  type ReplySink,
  type SentQuery,
  setId,
  type Transport,
  type TransportReply,
} from '@hushdns/core/transport';
import type { CreateOptions } from '../harness.ts';

/** What is wrong with a transport that the suite is to catch. */
export type Defect =
  | 'asks-again'
  | 'changes-bytes'
  | 'connection-per-query'
  | 'ignores-abort'
  | 'ignores-id'
  | 'ignores-malformed'
  | 'keeps-process-alive'
  | 'leaks-connection'
  | 'leaks-socket'
  | 'leaks-timer'
  | 'never-retries'
  | 'never-times-out'
  | 'own-abort-reason'
  | 'predictable-ids'
  | 'retries-forever'
  | 'throws-outside';

/** A transport over TCP on core's pool, for trying the suite: right, but for the defect it is given. */
export function tinyTcp(url: string, { addresses }: CreateOptions, defect?: Defect): Transport {
  const endpoint = parseEndpoint(url, { protocol: 'tcp', defaultPort: 53, authenticated: false });
  const wasteful = defect === 'connection-per-query';
  const transport = leaf(
    {
      endpoint,
      secure: false,
      defaults: {
        maxConnections: wasteful ? 200 : 2,
        expectedCapacity: wasteful ? 1 : 200,
        idleTimeoutMs: 5_000,
        connectTimeoutMs: 5_000,
      },
      dial: ({ address }, signal) => dial(address, endpoint.port, signal),
      discard: (socket) => void socket.destroy(),
      connect: (socket, events) => {
        if (defect !== 'keeps-process-alive') socket.unref();
        return new TinyConnection(socket, events, defect);
      },
    },
    addresses === undefined ? {} : { addresses },
  );
  return defect === undefined ? transport : spoiled(transport, defect);
}

/** For a process of its own: the defect is in the query of the module's URL. */
export function create(url: string, options: CreateOptions): Transport {
  const defect = new URL(import.meta.url).searchParams.get('defect') as Defect | null;
  return tinyTcp(url, options, defect ?? undefined);
}

class TinyConnection implements Connection {
  readonly address: string;
  readonly capacity: number;
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #defect: Defect | undefined;
  /** In the order sent; a cancelled one stays until its reply, with no one to tell. */
  readonly #sent = new Map<number, { readonly query: Uint8Array; sink: ReplySink | undefined }>();
  #nextId = 0;
  #over = false;

  constructor(socket: Socket, events: ConnectionEvents, defect: Defect | undefined) {
    this.address = socket.remoteAddress ?? '';
    this.capacity = defect === 'connection-per-query' ? 1 : 200;
    this.#socket = socket;
    this.#events = events;
    this.#defect = defect;
    if (defect === 'leaks-socket') createSocket('udp4').bind(0, '127.0.0.1').unref();
    if (defect === 'leaks-timer') setInterval(() => undefined, 1_000).unref();
    const decoder = new FrameDecoder();
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const message of decoder.push(chunk)) this.#receive(message);
      } catch (error) {
        if (defect !== 'ignores-malformed') this.#lose(error as Error);
      }
    });
    socket.on('error', (error) => this.#lose(error));
    socket.on('close', () => this.#lose(new Error('closed by the server')));
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined {
    if (this.#over) return undefined;
    const frame = encodeFrame(query);
    const own = frame.subarray(2);
    const id = this.#freeId();
    setId(this.#defect === 'changes-bytes' ? query : own, id);
    setId(own, id);
    const entry = { query: own, sink: sink as ReplySink | undefined };
    this.#sent.set(id, entry);
    this.#socket.write(frame);
    return { cancel: () => void (entry.sink = undefined) };
  }

  close(): void {
    this.#over = true;
    if (this.#defect !== 'leaks-connection') this.#socket.destroy();
  }

  #freeId(): number {
    if (this.#defect === 'predictable-ids') return this.#nextId++;
    let id = Math.trunc(Math.random() * 0x10000);
    while (this.#sent.has(id)) id = (id + 1) & 0xffff;
    return id;
  }

  #receive(message: Uint8Array): void {
    const [oldest] = this.#sent.keys();
    const id = this.#defect === 'ignores-id' ? (oldest ?? 0) : idOf(message);
    const entry = this.#sent.get(id);
    if (entry === undefined) return;
    if (this.#defect !== 'ignores-id' && !isReplyTo(entry.query, message)) return;
    this.#sent.delete(id);
    entry.sink?.reply(message);
    if (this.#defect === 'throws-outside') setImmediate(failLoudly);
  }

  #lose(cause: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.destroy();
    const failure = { message: cause.message, cause };
    if (this.#defect === 'never-retries') for (const { sink } of this.#sent.values()) sink?.fail(failure);
    this.#events.lost(failure);
  }
}

function failLoudly(): void {
  throw new Error('nobody can catch this');
}

/** What is wrong with the exchange rather than with its connection. */
function spoiled(transport: Transport, defect: Defect): Transport {
  const exchange = async (query: Uint8Array, context: ExchangeContext): Promise<TransportReply> => {
    const { signal, ...unsignalled } = context;
    if (defect === 'never-times-out') return transport.exchange(query, { ...context, deadline: Infinity });
    if (defect === 'ignores-abort') return transport.exchange(query, unsignalled);
    if (defect === 'asks-again') return impatiently(transport, query, context);
    try {
      return await transport.exchange(query, context);
    } catch (error) {
      if (defect === 'own-abort-reason' && signal?.aborted) throw new Error('aborted', { cause: error });
      if (defect === 'retries-forever' && error instanceof TransportError) return exchange(query, context);
      throw error;
    }
  };
  const close = (): Promise<void> => transport.close();
  return { traits: transport.traits, exchange, close, [Symbol.asyncDispose]: close };
}

/** Asks once more where the reply takes longer than a second. */
async function impatiently(
  transport: Transport,
  query: Uint8Array,
  context: ExchangeContext,
): Promise<TransportReply> {
  const again = setTimeout(() => void transport.exchange(query, context).catch(() => undefined), 1_000);
  try {
    return await transport.exchange(query, context);
  } finally {
    clearTimeout(again);
  }
}

function dial(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true });
    const fail = (cause: Error): void => {
      socket.destroy();
      reject(cause);
    };
    const abort = (): void => fail(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      signal.removeEventListener('abort', abort);
      resolve(socket);
    });
  });
}
