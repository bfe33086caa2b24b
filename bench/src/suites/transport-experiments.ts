import type { Contender, Experiment, Metric, Point } from '../model.ts';

const ROUNDS = 3;
const IN_FLIGHT = [1, 10, 100, 1_000, 5_000];
const THROUGHPUT_MS = 300;
const WARM_UP_MS = 150;
const LATENCY_MS = 1_000;
/** Below what the slowest of the encrypted contenders carry on one core. */
const OFFERED_PER_SECOND = 500;

const THROUGHPUT_METRICS: readonly Metric[] = [
  { key: 'perSecond', label: 'q/s', better: 'higher' },
  { key: 'cpuMicroseconds', label: 'CPU us/query', better: 'lower', digits: 1 },
  { key: 'peakMiB', label: 'peak MiB', better: 'lower' },
];
const LATENCY_METRICS: readonly Metric[] = ['p50', 'p90', 'p99', 'p999', 'max'].map((key) => ({
  key,
  label: `${key} us`,
  better: 'lower',
}));

/** The two experiments that every transport's suite has. */
export function transportExperiments(
  reference: string,
  contenders: readonly Contender[],
): readonly Experiment[] {
  return [throughput(reference, contenders), latency(reference, contenders)];
}

export function throughput(reference: string, contenders: readonly Contender[], more = {}): Experiment {
  return {
    name: 'throughput',
    title: 'Throughput',
    note: `So many questions are always under way; each reply starts the next. Names differ, the TTL is 0, and every answer is checked by whoever decodes it.`,
    axis: 'in flight',
    points: IN_FLIGHT.map((inFlight): Point => ({
      at: inFlight,
      task: { kind: 'throughput', inFlight, warmUpMs: WARM_UP_MS, durationMs: THROUGHPUT_MS },
    })),
    metrics: THROUGHPUT_METRICS,
    reference,
    contenders,
    rounds: ROUNDS,
    ...more,
  };
}

function latency(reference: string, contenders: readonly Contender[]): Experiment {
  return {
    name: 'latency',
    title: 'Latency at a fixed rate',
    note: 'Each question counts from the moment when it was due, so that a stall is in the figures of all that it held up (no coordinated omission).',
    axis: 'offered q/s',
    points: [
      {
        at: OFFERED_PER_SECOND,
        task: {
          kind: 'latency',
          queriesPerSecond: OFFERED_PER_SECOND,
          warmUpMs: WARM_UP_MS,
          durationMs: LATENCY_MS,
        },
      },
    ],
    metrics: LATENCY_METRICS,
    reference,
    contenders,
    rounds: ROUNDS,
  };
}
