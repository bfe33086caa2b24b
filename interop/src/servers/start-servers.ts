import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Protocol } from '@hushdns/core';
import { certificateAuthority, EXAMPLE_ORIGIN, exampleZone, type ServerCertificate } from '@hushdns/testkit';
import { say } from '../say.ts';
import { debianTree } from '../tree/debian-tree.ts';
import { freePorts } from '../tree/free-ports.ts';
import { run } from '../tree/run.ts';
import { ServerProcess } from '../tree/server-process.ts';
import type { Habit, Server, ServerSettings } from './server.ts';

/** The name that the servers' certificate is for; none resolves it. */
const AUTH_NAME = 'dns.interop.example';
/** Inside the tree, what a run needs: a folder for each, named by its process id. */
const RUNS = 'srv/interop';

/** What a client needs to know; plain data, so that it can be handed to another thread. */
export interface Upstreams {
  /** The authority that certified the servers, in PEM. */
  readonly ca: string;
  readonly authName: string;
  readonly servers: readonly RunningServer[];
}

interface RunningServer {
  readonly name: string;
  readonly habits: readonly Habit[];
  readonly ports: ReadonlyMap<Protocol, number>;
}

/** Running servers; disposing of them ends all processes. */
export interface Servers extends AsyncDisposable {
  readonly upstreams: Upstreams;
}

export interface StartOptions {
  /** The CPU to keep all servers to; any by default. */
  readonly cpu?: number;
  /** What they serve; testkit's example zone by default. */
  readonly zone?: Zone;
}

/** A zone that servers are started with. */
export interface Zone {
  readonly origin: string;
  /** In master file format. */
  readonly text: string;
}

const EXAMPLE_ZONE: Zone = { origin: EXAMPLE_ORIGIN, text: exampleZone };

/** Starts the servers on loopback, all with the same zone and certificate. Rejects, with none left running, where one does not start. */
export async function startServers(servers: readonly Server[], options: StartOptions = {}): Promise<Servers> {
  const tree = debianTree();
  const certificate = await (
    await certificateAuthority()
  ).issue({ dnsNames: [AUTH_NAME], ipAddresses: ['127.0.0.1', '::1'] });
  await using starting = new AsyncDisposableStack();
  removeDeadRuns(tree);
  const runFolder = join(tree, RUNS, String(process.pid));
  mkdirSync(runFolder, { recursive: true });
  starting.defer(() => rmSync(runFolder, { recursive: true, force: true }));

  const running: RunningServer[] = [];
  for (const server of servers) {
    const ports = await portsFor(server);
    const settings = prepareFolder(tree, server, certificate, ports, options.zone ?? EXAMPLE_ZONE);
    const log = join(tree, '..', `${server.name}.log`);
    const cpu = options.cpu === undefined ? {} : { cpu: options.cpu };
    starting.use(
      await ServerProcess.start({ ...server, tree, log, command: server.command(settings), ...cpu }),
    );
    running.push({ name: server.name, habits: server.habits ?? [], ports });
    say(`${server.name}: ${[...ports].map(([protocol, port]) => `${protocol} ${port}`).join(', ')}`);
  }

  const ending = starting.move();
  return {
    upstreams: { ca: certificate.ca, authName: AUTH_NAME, servers: running },
    [Symbol.asyncDispose]: () => ending.disposeAsync(),
  };
}

async function portsFor({ protocols }: Server): Promise<ReadonlyMap<Protocol, number>> {
  const ports = await freePorts(protocols.length);
  const [udpPort] = ports;
  // UDP comes first, and plain TCP has its port.
  return new Map(
    protocols.map((protocol, at) => [protocol, (protocol === 'tcp' ? udpPort : ports[at]) as number]),
  );
}

/** Writes what the server reads into its folder, and gives that to the server's user. */
function prepareFolder(
  tree: string,
  server: Server,
  certificate: ServerCertificate,
  ports: ReadonlyMap<Protocol, number>,
  { origin, text }: Zone,
): ServerSettings {
  const folder = `/${RUNS}/${process.pid}/${server.name}`;
  const settings: ServerSettings = {
    folder,
    origin,
    zoneFile: `${folder}/zone`,
    certFile: `${folder}/cert.pem`,
    keyFile: `${folder}/key.pem`,
    authName: AUTH_NAME,
    ports,
  };
  const files = {
    [settings.zoneFile]: server.zone?.(text) ?? text,
    [settings.certFile]: certificate.cert,
    [settings.keyFile]: certificate.key,
    [`${folder}/configuration`]: server.configuration?.(settings) ?? '',
  };
  mkdirSync(join(tree, folder));
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(tree, file), content, { mode: 0o600 });
  run('chroot', [tree, 'chown', '--recursive', `${server.user}:`, folder], {
    log: join(tree, '..', `${server.name}.log`),
    advice: 'The tree may be damaged: delete .cache/interop, then run this again.',
  });
  return settings;
}

/** A run that was killed could not remove its folder. */
function removeDeadRuns(tree: string): void {
  const runs = join(tree, RUNS);
  mkdirSync(runs, { recursive: true });
  for (const id of readdirSync(runs)) if (!isAlive(Number(id))) rmSync(join(runs, id), { recursive: true });
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
