import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Upstream } from '@hushdns/interop';
import type { HeldConnectionsSettings } from '../contenders/held-connections.ts';
import type { HeldQueriesSettings } from '../contenders/held-queries.ts';
import type { Contender, Experiment } from '../model.ts';
import { freshProcess } from '../run/fresh-process.ts';
import { nodeContender } from '../run/node-contender.ts';

const HOST = '127.0.0.1';
const CONNECTIONS = 200;
const QUERIES = 10_000;

const common = {
  metrics: [
    { key: 'residentBytes', label: 'bytes resident', better: 'lower' },
    { key: 'heapBytes', label: 'bytes on the heap and in buffers', better: 'lower' },
  ],
  reference: 'bare',
  // What is held is counted, not timed.
  rounds: 2,
} as const;

/** What an idle connection takes. */
export function heldConnections(settings: Omit<HeldConnectionsSettings, 'client'>): Experiment {
  const protocols: readonly Upstream['protocol'][] = ['tcp', 'tls', 'quic'];
  return {
    ...common,
    name: 'bytes per connection',
    title: 'Memory of an idle connection',
    note: `Of ${CONNECTIONS} that had a query each: of hushdns, so many transports. The bare ones share what can be shared.`,
    axis: 'protocol',
    points: protocols.map((what) => ({ at: what, task: { kind: 'memory', count: CONNECTIONS, what } })),
    contenders: held('held-connections', settings),
  };
}

/** What a query takes that waits for its reply. */
export async function heldQueries(stack: AsyncDisposableStack): Promise<Experiment> {
  const urls = { udp: await silentUdp(stack), tcp: await silentTcp(stack) };
  const settings: Omit<HeldQueriesSettings, 'client'> = { urls };
  return {
    ...common,
    name: 'bytes per query',
    title: 'Memory of a query under way',
    note: `Of ${QUERIES.toLocaleString('en')} to a server that does not answer. A bare one is a promise and the query's octets, found by the message ID; it is sent nowhere.`,
    axis: 'protocol',
    points: Object.keys(urls).map((what) => ({ at: what, task: { kind: 'memory', count: QUERIES, what } })),
    contenders: held('held-queries', settings),
  };
}

function held(module: string, settings: object): Contender[] {
  return (['hushdns', 'bare'] as const).map((client) =>
    freshProcess(
      nodeContender({
        name: client,
        module,
        settings: { ...settings, client },
        nodeOptions: ['--expose-gc'],
      }),
    ),
  );
}

async function silentUdp(stack: AsyncDisposableStack): Promise<string> {
  const socket = createSocket('udp4');
  stack.defer(() => void socket.close());
  socket.bind(0, HOST);
  await once(socket, 'listening');
  return `udp://${HOST}:${socket.address().port}`;
}

async function silentTcp(stack: AsyncDisposableStack): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.resume().on('error', () => socket.destroy()));
    socket.on('close', () => sockets.delete(socket));
  });
  stack.defer(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return `tcp://${HOST}:${(server.address() as AddressInfo).port}`;
}
