import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { createResolver, DnsError, type Resolver } from 'hushdns';
import { addressAt, nameAt } from './facts.ts';
import type { FaultCounts, FaultyServerData, FaultyServerMessage } from './faulty-server.ts';

export const SOAK_PROTOCOLS = ['udp', 'tcp', 'tls', 'https', 'quic'] as const;
export type SoakProtocol = (typeof SOAK_PROTOCOLS)[number];

export interface SoakSettings {
  readonly protocol: SoakProtocol;
  readonly queries: number;
  readonly inFlight: number;
  readonly seed: number;
}

export interface SoakResult extends SoakSettings {
  readonly answered: number;
  readonly wrong: number;
  /** By what they rejected with. */
  readonly failed: ReadonlyMap<string, number>;
  readonly seconds: number;
  readonly faults: FaultCounts;
  /** What the heap and its buffers held after collections, in octets, at even distances. */
  readonly heldOctets: readonly number[];
}

const LOST = 0.05;
const MALFORMED = 0.01;
const RESTART_EVERY_MS = 2_000;
/** The chance that all are lost is one in 16 million, restarts apart. */
const TRIES = 6;
const TRY_MS = 1_500;
const SAMPLES = 40;

/** Asks so many queries of a server that loses, mangles and restarts. */
export async function soak(settings: SoakSettings): Promise<SoakResult> {
  const { protocol, seed } = settings;
  const data: FaultyServerData = {
    protocol,
    seed,
    lost: LOST,
    malformed: MALFORMED,
    restartEveryMs: RESTART_EVERY_MS,
  };
  const server = new Worker(new URL('faulty-server.ts', import.meta.url), { workerData: data });
  const [hello] = (await once(server, 'message')) as [FaultyServerMessage];
  if (hello.kind !== 'listening') throw new Error('the server did not say where it listens');
  let faults: FaultCounts = { queries: 0, lost: 0, malformed: 0, restarts: 0 };
  server.on('message', (message: FaultyServerMessage) => {
    if (message.kind === 'counts') faults = message.counts;
  });
  await using resolver = createResolver({
    upstream: hello.endpoint,
    ca: hello.ca,
    timeoutMs: TRIES * TRY_MS,
    tries: TRIES,
  });
  const outcome = await askAll(resolver, settings);
  const ended = once(server, 'exit');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin.
  server.postMessage('stop');
  await ended;
  return { ...settings, ...outcome, faults };
}

async function askAll(
  resolver: Resolver,
  { queries, inFlight }: SoakSettings,
): Promise<Omit<SoakResult, keyof SoakSettings | 'faults'>> {
  const failed = new Map<string, number>();
  const heldOctets: number[] = [];
  const sampleEvery = Math.max(1, Math.floor(queries / SAMPLES));
  let asked = 0;
  let answered = 0;
  let wrong = 0;
  const ask = async (): Promise<void> => {
    while (asked < queries) {
      const index = asked++;
      if (asked % sampleEvery === 0) heldOctets.push(usedOctets());
      try {
        const { records } = await resolver.resolve(nameAt(index), 'A');
        if (records.length === 1 && records[0]?.rdata.address === addressAt(index)) answered++;
        else wrong++;
      } catch (error) {
        if (!(error instanceof DnsError)) throw error;
        const why = `${error.name} ${error.code}`;
        failed.set(why, (failed.get(why) ?? 0) + 1);
      }
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: inFlight }, ask));
  return { answered, wrong, failed, seconds: (performance.now() - startMs) / 1000, heldOctets };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedOctets(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
