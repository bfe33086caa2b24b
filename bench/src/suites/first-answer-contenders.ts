import type { Protocol } from '@hushdns/core';
import { BENCH_ADDRESS, benchNames } from '../bench-zone.ts';
import { framedQuery } from '../contenders/framed-query.ts';
import type { Contender } from '../model.ts';
import { coldStart } from '../run/cold-start.ts';
import { packageVersion } from '../worker/package-version.ts';
import type { NodeServers } from '../servers/node-servers.ts';
import type { startServer } from './servers.ts';

type RunningServer = Awaited<ReturnType<typeof startServer>>;

const HOST = '127.0.0.1';
const [NAME = ''] = benchNames;

/** Ours over each transport, and others. */
export function firstAnswerContenders(
  server: RunningServer,
  quicServer: RunningServer,
  tlsServer: NodeServers,
): Contender[] {
  const { ca, upstream } = server;
  const { authName, dnsTls: port } = tlsServer;
  const tls = { host: HOST, port, ca: tlsServer.ca, authName, query: framedQuery(NAME).toString('base64') };
  const tlsUrl = `tls://${HOST}:${port}#${authName}`;
  const udpPort = upstream('udp').port;
  return [
    first('bare tls', 'bare-tls', { ...tls, resume: false }),
    first('bare tls, resumed', 'bare-tls', { ...tls, resume: true }),
    ours('tls', tlsUrl, tlsServer.ca),
    ...(['udp', 'tcp', 'https'] as const).map((protocol) => ours(protocol, upstream(protocol).url, ca)),
    ours('quic', quicServer.upstream('quic').url, quicServer.ca),
    first('node:dns', 'node-dns', { server: `${HOST}:${udpPort}` }),
    first('dns2 udp', 'dns2', { host: HOST, port: udpPort }, 'dns2'),
    first('tangerine https', 'tangerine', { host: HOST, port: upstream('https').port, ca }, 'tangerine'),
  ];
}

function ours(protocol: Protocol, url: string, ca: string): Contender {
  return first(`hushdns ${protocol}`, 'hushdns', { url, ca }, 'hushdns');
}

function first(name: string, client: string, settings: object, packageName?: string): Contender {
  return coldStart({
    name,
    version: () => (packageName === undefined ? process.version : packageVersion(packageName)),
    script: 'first-answer',
    argument: JSON.stringify({ client, name: NAME, address: BENCH_ADDRESS, ...settings }),
  });
}
