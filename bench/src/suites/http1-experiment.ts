import { fileURLToPath } from 'node:url';
import { DOH_PATH } from '../contenders/doh-request.ts';
import { HOST, type ServerSettings } from '../contenders/server-settings.ts';
import type { Experiment, SuiteContext } from '../model.ts';
import { startHelper } from '../run/helper-process.ts';
import { nodeContender } from '../run/node-contender.ts';
import { throughput } from './transport-experiments.ts';

const SERVER = fileURLToPath(new URL('../servers/doh-server.ts', import.meta.url));
/** So few that all are open before the measurement begins. */
const CONNECTIONS = 20;
const IN_FLIGHT = [1, 10, 100];
const NOTE = `The testkit's server, on Node, as Unbound has HTTP/2 alone; what the bare clients carry shows where it ends. HTTP/1.1 with ${CONNECTIONS} connections; hushdns takes HTTP/2, as it does wherever a server has it.`;

/** What DoH costs those who ask over HTTP/1.1. */
export async function http1Experiment({ stack, cpus }: SuiteContext): Promise<Experiment> {
  const helper = stack.use(await startHelper<ServerSettings>([process.execPath, SERVER], cpus.server));
  const server = helper.ready;
  const over1 = { ...server, connections: CONNECTIONS };
  const url = `https://${HOST}:${server.port}${DOH_PATH}#${server.authName}`;
  const contenders = [
    nodeContender({ name: 'bare node:https', module: 'bare-https', settings: { ...over1, codec: false } }),
    nodeContender({ name: 'bare http2', module: 'bare-http2', settings: { ...server, codec: false } }),
    nodeContender({ name: 'hushdns', module: 'hushdns', settings: { url, ca: server.ca, call: 'resolve' } }),
    nodeContender({
      name: 'undici fetch, HTTP/1.1',
      module: 'undici-fetch',
      settings: { ...over1, allowH2: false },
    }),
  ];
  const experiment = throughput('bare node:https', contenders, NOTE, IN_FLIGHT);
  return { ...experiment, name: 'http1', title: 'Throughput over HTTP/1.1' };
}
