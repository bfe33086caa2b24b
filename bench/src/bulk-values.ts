import type { Metric, Sample } from './model.ts';
import { peakMemory } from './suites/peak-memory.ts';

export const BULK_METRICS: readonly Metric[] = [
  { key: 'perSecond', label: 'names/s', better: 'higher' },
  { key: 'unanswered', label: 'names lost or failed', better: 'lower' },
  { key: 'seconds', label: 'seconds', better: 'lower', digits: 2 },
  { key: 'cpuMicroseconds', label: 'CPU us/name', better: 'lower', digits: 1 },
  peakMemory,
];

/** What a contender found that resolved so many names. */
export interface BulkOutcome {
  readonly names: number;
  readonly answered: number;
  readonly failed: number;
  readonly firstFailure?: string | undefined;
  readonly elapsedMs: number;
  readonly cpuMicroseconds: number;
  readonly peakMiB: number;
}

/** The figures of an outcome; what was neither answered nor failed is lost. Throws where nothing was answered. */
export function bulkSample(outcome: BulkOutcome): Sample {
  const { names, answered, failed, firstFailure, elapsedMs, cpuMicroseconds, peakMiB } = outcome;
  if (answered === 0) throw new Error(firstFailure ?? 'no name was resolved');
  return {
    values: {
      perSecond: (answered * 1000) / elapsedMs,
      unanswered: names - answered,
      seconds: elapsedMs / 1000,
      cpuMicroseconds: cpuMicroseconds / answered,
      peakMiB,
    },
    lost: names - answered - failed,
    failed,
    ...(firstFailure === undefined ? {} : { firstFailure }),
  };
}
