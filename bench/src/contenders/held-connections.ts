import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext } from 'node:tls';
import type { Upstream } from '@hushdns/interop';
import { connect as connectQuic } from '@hushdns/quic-engine';
import { transport } from 'hushdns';
import type { WorkerContender } from '../worker/contender.ts';
import { heldMemory } from '../worker/memory.ts';
import { packageVersion } from '../worker/package-version.ts';
import { encodedQuery } from './questions.ts';
import { HOST } from './server-settings.ts';
import { benchNames } from '../bench-zone.ts';

export interface HeldConnectionsSettings {
  readonly client: 'hushdns' | 'bare';
  readonly upstreams: readonly Pick<Upstream, 'protocol' | 'port' | 'url'>[];
  readonly ca: string;
  readonly authName: string;
}

const DEADLINE_MS = 5_000;
/** Handshakes at a time. */
const AT_ONCE = 10;

/** Connections that had a query each and now wait for the next. The task says of which protocol. */
export function open(settings: HeldConnectionsSettings): WorkerContender {
  return {
    version: settings.client === 'hushdns' ? packageVersion('hushdns') : process.version,
    measure: async (task) => {
      if (task.kind !== 'memory') throw new RangeError(`no connections: ${task.kind}`);
      const upstream = settings.upstreams.find(({ protocol }) => protocol === task.what);
      if (upstream === undefined) throw new RangeError(`no server for ${task.what}`);
      const connect = settings.client === 'hushdns' ? ours(settings, upstream) : bare(settings, upstream);
      // What the first one loads for all is not the second one's.
      const first = await connect();
      const sample = await heldMemory(task.count, () => connections(connect, task.count));
      if (first === undefined) throw new Error('nothing is held');
      return sample;
    },
  };
}

async function connections(connect: () => Promise<unknown>, count: number): Promise<unknown[]> {
  const held: unknown[] = [];
  while (held.length < count) {
    const next = Math.min(AT_ONCE, count - held.length);
    held.push(...(await Promise.all(Array.from({ length: next }, connect))));
  }
  return held;
}

/** A transport each. */
function ours({ ca }: HeldConnectionsSettings, { url }: { readonly url: string }): () => Promise<unknown> {
  return async () => {
    const upstream = transport(url, { ca });
    await upstream.exchange(query(), { deadline: performance.now() + DEADLINE_MS });
    return upstream;
  };
}

/** A socket, or a connection of the engine, and what they all share made once. */
function bare(
  { ca, authName }: HeldConnectionsSettings,
  { protocol, port }: Pick<Upstream, 'protocol' | 'port'>,
): () => Promise<unknown> {
  if (protocol === 'tcp') return async () => asked(connectTcp({ host: HOST, port }), 'connect');
  if (protocol === 'tls') {
    const secureContext = createSecureContext({ ca });
    return async () =>
      asked(connectTls({ host: HOST, port, secureContext, servername: authName }), 'secureConnect');
  }
  return async () => {
    const connection = await connectQuic({ address: HOST, port, serverName: authName, alpn: ['doq'], ca });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const handler = { data: () => {}, end: resolve, reset: reject, lost: reject };
    connection.openStream(framed(query()), { fin: true }, handler);
    await promise;
    return connection;
  };
}

async function asked(socket: Socket, connected: string): Promise<Socket> {
  await once(socket, connected);
  socket.write(framed(query()));
  await once(socket, 'data');
  return socket;
}

function query(): Uint8Array {
  return encodedQuery(benchNames[0] as string);
}

function framed(message: Uint8Array): Uint8Array {
  return Uint8Array.of(message.length >> 8, message.length & 0xff, ...message);
}
