import type { Contender, Experiment, Metric, Point } from '../model.ts';
import { peakMemory } from './peak-memory.ts';

const ROUNDS = 3;
const IN_FLIGHT = [1, 10, 100, 1_000, 5_000];
const THROUGHPUT_MS = 250;
const WARM_UP_MS = 100;
const LATENCY_MS = 750;
/** Below what the slowest of the encrypted contenders carry on one core. */
const OFFERED_PER_SECOND = 500;

const THROUGHPUT_METRICS: readonly Metric[] = [
  { key: 'perSecond', label: 'q/s', better: 'higher' },
  { key: 'cpuMicroseconds', label: 'CPU us/query', better: 'lower', digits: 1 },
  peakMemory,
];
const LATENCY_METRICS: readonly Metric[] = ['p50', 'p90', 'p99', 'max'].map((key) => ({
  key,
  label: `${key} us`,
  better: 'lower',
}));

/** The two experiments that every transport's suite has; the note says more of its server. */
export function transportExperiments(
  reference: string,
  contenders: readonly Contender[],
  note?: string,
): readonly Experiment[] {
  return [throughput(reference, contenders, note), latency(reference, contenders, note)];
}

export function throughput(
  reference: string,
  contenders: readonly Contender[],
  note?: string,
  inFlight: readonly number[] = IN_FLIGHT,
): Experiment {
  return {
    name: 'throughput',
    title: 'Throughput',
    note: withMore(
      'So many questions are always under way; each reply starts the next. Names differ, the TTL is 0, and every answer is checked by whoever decodes it.',
      note,
    ),
    axis: 'in flight',
    points: inFlight.map((at): Point => ({
      at,
      task: { kind: 'throughput', inFlight: at, warmUpMs: WARM_UP_MS, durationMs: THROUGHPUT_MS },
    })),
    metrics: THROUGHPUT_METRICS,
    reference,
    contenders,
    rounds: ROUNDS,
  };
}

function latency(reference: string, contenders: readonly Contender[], note?: string): Experiment {
  return {
    name: 'latency',
    title: 'Latency at a fixed rate',
    note: withMore(
      'Each question counts from the moment when it was due, so that a stall is in the figures of all that it held up (no coordinated omission).',
      note,
    ),
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

function withMore(note: string, more: string | undefined): string {
  return more === undefined ? note : `${note} ${more}`;
}
