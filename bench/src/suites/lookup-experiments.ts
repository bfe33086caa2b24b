import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { debianTree, type Server, unbound } from '@hushdns/interop';
import type { HttpClientSettings } from '../contenders/http-client.ts';
import type { HttpServerReady, HttpServerSettings } from '../http/http-server.ts';
import { httpHosts, lookupZone } from '../lookup-zone.ts';
import type { Contender, Experiment, Metric, SuiteContext } from '../model.ts';
import { treeFolder } from '../native/tree-folder.ts';
import { startHelper } from '../run/helper-process.ts';
import { nodeContender } from '../run/node-contender.ts';
import { RESOLVER_ADDRESS, withResolver } from './bulk-server.ts';
import { startServer } from './servers.ts';
import { peakMemory } from './peak-memory.ts';

const HTTP_SERVER = fileURLToPath(new URL('../http/http-server.ts', import.meta.url));
const IN_FLIGHT = 100;
const ROUNDS = 3;
const TIMES = { warmUpMs: 150, durationMs: 300 };

const server: Server = {
  ...unbound,
  name: 'unbound-lookup',
  capabilities: ['net_bind_service'],
  configuration: (settings) =>
    `${unbound.configuration?.(settings) ?? ''}\nserver:\n    interface: ${RESOLVER_ADDRESS}@53\n`,
};

/** Name resolution as applications have it, with the network behind it. Rejects where no server is to be had. */
export async function lookupExperiments(context: SuiteContext): Promise<readonly Experiment[]> {
  await startServer(server, context, lookupZone);
  const folder = context.stack.use(treeFolder());
  const resolvConf = join(debianTree(), folder.write('resolv.conf', `nameserver ${RESOLVER_ADDRESS}\n`));
  const settings: HttpServerSettings = { addresses: httpHosts.map(({ address }) => address) };
  const http = await startHelper<HttpServerReady>(
    [process.execPath, HTTP_SERVER, JSON.stringify(settings)],
    context.cpus.server,
  );
  context.stack.use(http);
  const wrapper = withResolver(resolvConf);
  return [lookups(wrapper), ...httpExperiments(http.ready.port, wrapper)];
}

function lookups(wrapper: readonly string[]): Experiment {
  const lookup = (call: string): Contender =>
    nodeContender({ name: `${call} lookup`, module: 'lookup', settings: { call }, wrapper });
  return {
    name: 'lookup',
    title: 'Lookups with a resolver behind',
    note: "The names' TTL is an hour. lookup() asks for both families of addresses, resolve() for IPv4 alone; getaddrinfo has libuv's four threads.",
    axis: 'in flight',
    points: [1, IN_FLIGHT].map((inFlight) => ({
      at: inFlight,
      task: { kind: 'throughput', inFlight, ...TIMES },
    })),
    metrics: [
      { key: 'perSecond', label: 'a second', better: 'higher' },
      { key: 'cpuMicroseconds', label: 'CPU us', better: 'lower', digits: 1 },
    ],
    reference: 'node:dns lookup',
    contenders: [
      lookup('cacheable-lookup'),
      lookup('node:dns'),
      nodeContender({
        name: 'hushdns resolve',
        module: 'hushdns',
        settings: { url: `udp://${RESOLVER_ADDRESS}`, ca: '', call: 'resolve' },
      }),
    ],
    rounds: ROUNDS,
  };
}

const HTTP_METRICS: readonly Metric[] = [
  { key: 'perSecond', label: 'requests/s', better: 'higher' },
  { key: 'cpuMicroseconds', label: 'CPU us/request', better: 'lower', digits: 1 },
  peakMemory,
];

function httpExperiments(port: number, wrapper: readonly string[]): Experiment[] {
  const experiment = (
    described: Pick<Experiment, 'name' | 'title' | 'note'>,
    { origins, closes }: { readonly origins: number; readonly closes: boolean },
  ): Experiment => ({
    ...described,
    axis: 'in flight',
    points: [{ at: IN_FLIGHT, task: { kind: 'throughput', inFlight: IN_FLIGHT, ...TIMES } }],
    metrics: HTTP_METRICS,
    reference: 'IP addresses',
    contenders: httpClients(port, wrapper, { origins, closes }),
    rounds: ROUNDS,
  });
  return [
    experiment(
      {
        name: 'http one origin',
        title: 'HTTP requests to one origin',
        note: 'undici, ten connections with ten requests each; the server answers all with the same octets.',
      },
      { origins: 1, closes: false },
    ),
    experiment(
      { name: 'http 100 origins', title: 'HTTP requests to 100 origins', note: 'In turn.' },
      { origins: httpHosts.length, closes: false },
    ),
    experiment(
      {
        name: 'http without keep-alive',
        title: 'HTTP requests to 100 origins, each on a connection of its own',
        note: 'So each request begins with a lookup.',
      },
      { origins: httpHosts.length, closes: true },
    ),
  ];
}

const HTTP_CLIENTS: Readonly<Record<string, HttpClientSettings['lookup']>> = {
  'IP addresses': 'none',
  'default lookup': 'node:dns',
  'dns interceptor': 'interceptor',
  'cacheable-lookup': 'cacheable-lookup',
  'hushdns resolve': 'hushdns',
};

function httpClients(
  port: number,
  wrapper: readonly string[],
  { origins, closes }: { readonly origins: number; readonly closes: boolean },
): Contender[] {
  const hosts = httpHosts.slice(0, origins);
  return Object.entries(HTTP_CLIENTS).map(([name, lookup]) => {
    const settings: HttpClientSettings = {
      lookup,
      origins: hosts.map((host) => `http://${lookup === 'none' ? host.address : host.name}:${port}`),
      closes,
      url: `udp://${RESOLVER_ADDRESS}`,
    };
    return nodeContender({ name, module: 'http-client', settings, wrapper });
  });
}
