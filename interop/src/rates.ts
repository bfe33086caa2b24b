/**
 * Queries a second of each transport beside what a bare client on Node reaches with the same query, against servers of
 * others on loopback. Prints medians and writes every round to .cache/interop/rates.json.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { encodeMessage, type Protocol, queryMessage } from '@hushdns/core';
import { type Rate, rateOf } from './rates/load.ts';
import { resolverClient, transportClient } from './rates/our-clients.ts';
import { rawClient } from './rates/raw-clients.ts';
import { say } from './say.ts';
import { allServers } from './servers/index.ts';
import { startServers } from './servers/start-servers.ts';
import { type Upstream, upstreamsOf } from './upstream.ts';
import { smallName } from './zone-facts.ts';

const ROUNDS = 3;
const DURATION_MS = 1_000;
const IN_FLIGHT = [1, 100];
/** The fastest of the servers for each protocol; Knot takes no pipelined queries over TLS. */
const SERVERS: ReadonlyMap<Protocol, string> = new Map([
  ['udp', 'knot'],
  ['tcp', 'knot'],
  ['tls', 'unbound'],
  ['https', 'unbound'],
  ['quic', 'quic-go'],
]);
const SERVER_CPU = 1;
const CLIENT_CPU = 0;

const CONTENDERS = ['raw', 'exchange', 'resolve'] as const;
type Contender = (typeof CONTENDERS)[number];

const HEAD = [
  'protocol',
  'server',
  'in flight',
  ...CONTENDERS,
  'exch./raw',
  'res./raw',
  ...CONTENDERS.map((name) => `us ${name}`),
];

interface Row {
  readonly protocol: Protocol;
  readonly server: string;
  readonly inFlight: number;
  /** Every round's. */
  readonly rounds: Readonly<Record<Contender, readonly Rate[]>>;
}

const pinned = pinClient();
const names = new Set(SERVERS.values());
await using servers = await startServers(
  allServers.filter(({ name }) => names.has(name)),
  pinned ? { cpu: SERVER_CPU } : {},
);
const { upstreams } = servers;
const query = encodeMessage(
  queryMessage(smallName, 'A', {
    edns: { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [] },
  }),
);

const rows: Row[] = [];
for (const upstream of upstreamsOf(upstreams)) {
  const { protocol, server } = upstream;
  if (SERVERS.get(protocol) !== server) continue;
  for (const inFlight of IN_FLIGHT) {
    say(`${protocol} against ${server}, ${inFlight} in flight`);
    rows.push({ protocol, server, inFlight, rounds: await measure(upstream, inFlight) });
  }
}
report(rows);

/** The contenders take turns, so that what else the machine does meets all of them. */
async function measure(upstream: Upstream, inFlight: number): Promise<Row['rounds']> {
  const contenders = {
    raw: rawClient(upstream, query, upstreams),
    exchange: transportClient(upstream, query, upstreams.ca),
    resolve: resolverClient(upstream, smallName, upstreams.ca),
  };
  const rounds: Record<Contender, Rate[]> = { raw: [], exchange: [], resolve: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of CONTENDERS) rounds[name].push(await rateOf(contenders[name], inFlight, DURATION_MS));
  }
  return rounds;
}

function report(rows: readonly Row[]): void {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length, node: process.version, pinned };
  const file = join(import.meta.dirname, '../../.cache/interop/rates.json');
  writeFileSync(file, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
  process.stdout.write(`${machine.cpu}, ${machine.cpus} CPUs, Node ${machine.node}\n`);
  process.stdout.write(`${[tableRow(HEAD), ...rows.map((row) => tableRow(cellsOf(row)))].join('\n')}\n`);
}

function cellsOf({ protocol, server, inFlight, rounds }: Row): string[] {
  const rate = (name: Contender): number => median(rounds[name].map(({ perSecond }) => perSecond));
  const cpu = (name: Contender): number => median(rounds[name].map((each) => each.cpuMicrosecondsPerQuery));
  const share = (name: Contender): string => `${whole((rate(name) / rate('raw')) * 100)}%`;
  return [
    protocol,
    server,
    whole(inFlight),
    ...CONTENDERS.map((name) => whole(rate(name))),
    share('exchange'),
    share('resolve'),
    ...CONTENDERS.map((name) => cpu(name).toFixed(1)),
  ];
}

function tableRow(cells: readonly string[]): string {
  return cells.map((cell, at) => (at < 2 ? cell.padEnd(8) : cell.padStart(9))).join('  ');
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Keeps this process to one CPU, so that the servers have another; false where there is but one. */
function pinClient(): boolean {
  if (availableParallelism() < 2) return false;
  const pin = ['--all-tasks', '--cpu-list', '--pid', String(CLIENT_CPU), String(process.pid)];
  return spawnSync('taskset', pin).status === 0;
}
