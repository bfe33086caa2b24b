import type { Metric } from '../model.ts';

/** The least of the rounds: later ones also hold what larger points left behind in the same process. */
export const peakMemory: Metric = { key: 'peakMiB', label: 'peak MiB', better: 'lower', shown: 'least' };
