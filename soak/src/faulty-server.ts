import { parentPort, workerData } from 'node:worker_threads';
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  certificateAuthority,
  type DnsServer,
  type Reaction,
  type ServerProtocol,
  type ServerQuery,
  startServer,
  zone,
} from '@hushdns/testkit';
import { ORIGIN, zoneText } from './facts.ts';

/** What the server that runs in this thread is told. */
export interface FaultyServerData {
  readonly protocol: ServerProtocol;
  readonly seed: number;
  /** The share of queries that are not answered. */
  readonly lost: number;
  /** The share of queries that are answered by something malformed. */
  readonly malformed: number;
  /** How long it runs before it is gone for a moment, in milliseconds. */
  readonly restartEveryMs: number;
}

/** What it tells: where it is, once; and what it has done, each time that it starts again. */
export type FaultyServerMessage =
  | { readonly kind: 'listening'; readonly endpoint: string; readonly ca: string }
  | { readonly kind: 'counts'; readonly counts: FaultCounts };

export interface FaultCounts {
  queries: number;
  lost: number;
  malformed: number;
  restarts: number;
}

/** How long it is gone, in milliseconds. */
const DOWN_MS = 100;

const data = workerData as FaultyServerData;
const generator = xoroshiro128plus(data.seed);
const random = (): number => uniformFloat32(generator);
const counts: FaultCounts = { queries: 0, lost: 0, malformed: 0, restarts: 0 };
const soakZone = zone(zoneText(), ORIGIN);
const authority = await certificateAuthority();
const certificate = await authority.issue({ ipAddresses: ['127.0.0.1'] });

let server = await start(0);
const endpoint = server.endpoints[data.protocol];
const port = Number(new URL(endpoint).port);
say({ kind: 'listening', endpoint, ca: server.ca });

parentPort?.on('message', () => void stop());
let restarting: Promise<void> | undefined;
const timer = setInterval(() => {
  restarting = restart();
}, data.restartEveryMs);

function start(onPort: number): Promise<DnsServer> {
  const { protocol } = data;
  return startServer({
    protocols: [protocol],
    ports: { [protocol]: onPort },
    zone: soakZone,
    certificate,
    onQuery: react,
  });
}

function react({ answer }: ServerQuery): Reaction {
  counts.queries++;
  const chance = random();
  if (chance < data.lost || answer === undefined) {
    counts.lost++;
    return [];
  }
  if (chance >= data.lost + data.malformed) return { kind: 'answer' };
  counts.malformed++;
  return { kind: 'message', bytes: mangled(answer) };
}

/** What nobody could read an address out of, by the query's ID and, mostly, its question. */
function mangled(answer: Uint8Array): Uint8Array {
  const kind = Math.floor(random() * 4);
  const bytes = answer.slice();
  if (kind === 0) return bytes.subarray(0, 12 + Math.floor(random() * (bytes.length - 12)));
  if (kind === 1) bytes.fill(0xff, 6, 8);
  else if (kind === 2) bytes.fill(0xc0, 12);
  else return Uint8Array.of(...bytes, 0);
  return bytes;
}

/** By turns: the connections end in good order, or without, or the whole server is gone for a moment. */
async function restart(): Promise<void> {
  const turn = counts.restarts++ % 3;
  if (turn < 2) server.hangUp(turn === 0 ? 'graceful' : 'abrupt');
  else {
    const gone = server;
    await gone.close();
    await new Promise((resolve) => setTimeout(resolve, DOWN_MS));
    server = await start(port);
  }
  say({ kind: 'counts', counts });
}

async function stop(): Promise<void> {
  clearInterval(timer);
  await restarting;
  say({ kind: 'counts', counts });
  await server.close();
  parentPort?.close();
}

function say(message: FaultyServerMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker's port has no origin.
  parentPort?.postMessage(message);
}
