import { fileURLToPath } from 'node:url';
import { type Server, unbound } from '@hushdns/interop';
import { BENCH_ADDRESS } from '../bench-zone.ts';
import type { SuiteContext } from '../model.ts';
import type { RelayPorts, RelaySettings } from '../relay/relay.ts';
import { startHelper } from '../run/helper-process.ts';
import type { BulkUpstreams } from './bulk-contenders.ts';

const HOST = '127.0.0.1';
const RELAY = fileURLToPath(new URL('../relay/relay.ts', import.meta.url));

/** getaddrinfo asks port 53 and no other: an address of this process, so that no resolver of the machine is in the way. */
export const RESOLVER_ADDRESS: string = `127.53.${(process.pid >> 8) & 0xff}.${process.pid & 0xff}`;

/** Unbound, with one address for every name there is and a TTL of 0. */
export const answersAll: Server = {
  ...unbound,
  name: 'unbound-bulk',
  capabilities: ['net_bind_service'],
  configuration: (settings) => `${unbound.configuration?.(settings) ?? ''}
server:
    interface: ${RESOLVER_ADDRESS}@53
    local-zone: "." redirect
    local-data: ". 0 IN A ${BENCH_ADDRESS}"
`,
};

interface Ports {
  readonly udp: number;
  readonly tls: number;
}

export function upstreamsAt(
  { udp, tls }: Ports,
  { ca, authName }: { readonly ca: string; readonly authName: string },
): BulkUpstreams {
  return {
    udp: { host: HOST, port: udp, address: BENCH_ADDRESS },
    tls: { host: HOST, port: tls },
    ca,
    authName,
  };
}

/** The same server, its replies held back. */
export async function startRelay(
  server: BulkUpstreams,
  delayMs: number,
  { stack, cpus }: SuiteContext,
): Promise<BulkUpstreams> {
  const settings: RelaySettings = { host: HOST, udp: server.udp.port, tls: server.tls.port, delayMs };
  const relay = await startHelper<RelayPorts>(
    [process.execPath, RELAY, JSON.stringify(settings)],
    cpus.server,
  );
  stack.use(relay);
  return upstreamsAt(relay.ready, server);
}

/**
 * What a process is started by to find its resolver in this file instead of /etc/resolv.conf: a mount namespace, which
 * ends with it.
 */
export function withResolver(resolvConf: string): readonly string[] {
  const script = 'mount --bind "$0" /etc/resolv.conf && exec "$@"';
  return ['unshare', '--mount', 'sh', '-c', script, resolvConf];
}
