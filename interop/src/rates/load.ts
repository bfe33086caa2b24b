import { setTimeout as sleep } from 'node:timers/promises';

/** Before the measurement: connections open and the compiler warms up. */
const WARM_UP_MS = 300;
/** After it: replies to what is still under way come in. */
const DRAIN_LIMIT_MS = 2_000;
const DRAIN_POLL_MS = 5;

/** A client that sends one query, always the same, as often as it is told. */
export interface LoadClient extends AsyncDisposable {
  ask(count: number): void;
}

/** What a client reports. */
export interface LoadEvents {
  /** So many replies came in since the last call. */
  readonly replied: (count: number) => void;
  readonly failed: (error: unknown) => void;
}

export type OpenClient = (events: LoadEvents) => Promise<LoadClient>;

export interface Rate {
  readonly perSecond: number;
  /** Of this process, user and system. */
  readonly cpuMicrosecondsPerQuery: number;
}

/** How fast replies come while so many queries are under way, over so many milliseconds. Rejects where the client fails or hears nothing. */
export async function rateOf(open: OpenClient, inFlight: number, durationMs: number): Promise<Rate> {
  let underway = 0;
  let replies = 0;
  let asking = true;
  const failure = Promise.withResolvers<never>();
  await using client = await open({
    replied: (count) => {
      underway -= count;
      replies += count;
      if (asking) ask(count);
    },
    failed: failure.reject,
  });
  const ask = (count: number): void => {
    underway += count;
    client.ask(count);
  };
  const unlessFailed = <Value>(work: Promise<Value>): Promise<Value> => Promise.race([work, failure.promise]);

  ask(inFlight);
  await unlessFailed(sleep(WARM_UP_MS));
  replies = 0;
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await unlessFailed(sleep(durationMs));
  const elapsedMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  const counted = replies;
  asking = false;
  if (counted === 0) throw new Error('no reply came');
  const drainUntilMs = performance.now() + DRAIN_LIMIT_MS;
  const isDrained = (): boolean => underway === 0 || performance.now() > drainUntilMs;
  while (!isDrained()) await unlessFailed(sleep(DRAIN_POLL_MS));
  return { perSecond: (counted * 1000) / elapsedMs, cpuMicrosecondsPerQuery: (user + system) / counted };
}
