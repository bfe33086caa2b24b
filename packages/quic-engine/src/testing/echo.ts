// What most tests need: one authority, a server that echoes, a client that asks it.
import { onTestFinished } from 'vitest';
import type {
  ConnectOptions,
  ListenOptions,
  QuicConnection,
  QuicServer,
  QuicStream,
  StreamHandler,
} from '../api.ts';
import { connect } from '../connection/connect.ts';
import { listen } from '../server/listen.ts';
import { type Authority, type Identity, mintAuthority, mintLeaf } from './certificates.ts';

export const ALPN = 'echo';
export const NAME = 'engine.test';

export const authority: Authority = await mintAuthority('test authority');
export const identity: Identity = await mintLeaf(authority, { dns: [NAME], ip: ['127.0.0.1', '::1'] });

/** Starts a server that the test's end closes. */
export async function startServer(options: Partial<ListenOptions> = {}): Promise<QuicServer> {
  const server = await listen({
    alpn: [ALPN],
    certificateChain: identity.chain,
    privateKey: identity.privateKey,
    onConnection: echo,
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

/** Connects to a server by name; the test's end closes the connection. */
export async function connectTo(
  server: { readonly address: string; readonly port: number },
  options: Partial<ConnectOptions> = {},
): Promise<QuicConnection> {
  const { address, port } = server;
  const connection = await connect({
    address,
    port,
    serverName: NAME,
    alpn: [ALPN],
    ca: authority.pem,
    ...options,
  });
  onTestFinished(() => connection.close());
  return connection;
}

function echo(connection: QuicConnection): void {
  connection.onStream = (stream) => ({
    data: (chunk) => {
      stream.write(chunk);
    },
    end: () => {
      stream.finish();
    },
    reset: (code) => {
      stream.cancel(code);
    },
    lost: () => {
      // nothing of ours is left
    },
  });
}

/** What became of a stream. */
export type Outcome =
  | { readonly name: 'end'; readonly bytes: Buffer }
  | { readonly name: 'reset'; readonly code: number }
  | { readonly name: 'lost'; readonly error: Error };

/** A handler that keeps what comes, and a promise of how it ended. */
export function collector(): { readonly handler: StreamHandler; readonly outcome: Promise<Outcome> } {
  const chunks: Uint8Array[] = [];
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const handler: StreamHandler = {
    data: (chunk) => chunks.push(chunk),
    end: () => {
      resolve({ name: 'end', bytes: Buffer.concat(chunks) });
    },
    reset: (code) => {
      resolve({ name: 'reset', code });
    },
    lost: (error) => {
      resolve({ name: 'lost', error });
    },
  };
  return { handler, outcome: promise };
}

/** Opens a stream, sends and finishes, and resolves to what came back. */
export async function ask(connection: QuicConnection, data: Uint8Array): Promise<Buffer> {
  const { stream, outcome } = openCollected(connection, data, true);
  const result = await outcome;
  if (result.name !== 'end') throw new Error(`stream ${stream.id}: ${result.name}`, { cause: result });
  return result.bytes;
}

export function openCollected(
  connection: QuicConnection,
  data: Uint8Array,
  fin: boolean,
): { readonly stream: QuicStream; readonly outcome: Promise<Outcome> } {
  const { handler, outcome } = collector();
  const stream = connection.openStream(data, { fin }, handler);
  if (stream === undefined) throw new Error('no stream credit');
  return { stream, outcome };
}
