import { createHistogram } from 'node:perf_hooks';
import type { Sample } from '../model.ts';
import type { LatencyTask } from '../tasks.ts';
import type { OpenClient } from './load.ts';
import { Tally } from './tally.ts';

const NANOSECONDS_PER_MS = 1e6;
const MICROSECONDS_PER_NS = 1e-3;

/**
 * Latency at a fixed rate. A question counts from the moment when it was due, so that a client that stalls answers for
 * all that it kept waiting (no coordinated omission).
 */
export async function measureLatency(open: OpenClient, task: LatencyTask): Promise<Sample> {
  await using client = await open();
  const tally = new Tally();
  const histogram = createHistogram();
  const intervalMs = 1000 / task.queriesPerSecond;
  const startMs = performance.now();
  const measuredFromMs = startMs + task.warmUpMs;
  const endMs = measuredFromMs + task.durationMs;

  const ask = (dueMs: number): void => {
    tally.underway++;
    client.ask((failure) => {
      tally.ended(failure);
      if (failure !== undefined || dueMs < measuredFromMs) return;
      histogram.record(Math.max(1, Math.round((performance.now() - dueMs) * NANOSECONDS_PER_MS)));
    });
  };
  await new Promise<void>((resolve) => {
    let dueMs = startMs;
    // Timers come up to a millisecond late: the loop spins instead, for all contenders alike.
    const turn = (): void => {
      for (const nowMs = performance.now(); dueMs <= nowMs && dueMs < endMs; dueMs += intervalMs) ask(dueMs);
      if (dueMs < endMs) setImmediate(turn);
      else resolve();
    };
    turn();
  });

  const ended = await tally.drained();
  if (histogram.count === 0) throw new Error(ended.firstFailure ?? 'no reply came');
  const microseconds = (percentile: number): number => histogram.percentile(percentile) * MICROSECONDS_PER_NS;
  const values = {
    p50: microseconds(50),
    p90: microseconds(90),
    p99: microseconds(99),
    max: histogram.max * MICROSECONDS_PER_NS,
  };
  return { values, ...ended };
}
