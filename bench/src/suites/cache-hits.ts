import type { Experiment, Point } from '../model.ts';
import { nameCaches } from './name-caches.ts';

const ENTRIES = [10_000, 1_000_000];

/** What a name costs that is cached already. */
export const hits: Experiment = {
  name: 'hit',
  title: 'A name that is cached',
  note: 'One at a time; what answers by a promise is awaited. Uniform: each name as often as the other. Zipf: as users ask.',
  axis: 'entries',
  points: ENTRIES.flatMap((entries) =>
    (['uniform', 'zipf'] as const).map((access): Point => ({
      at: `${entries.toLocaleString('en')} ${access}`,
      task: {
        kind: 'operation',
        operation: `get ${access} ${entries}`,
        warmUpMs: 200,
        durationMs: 150,
        countsBytes: true,
      },
    })),
  ),
  metrics: [
    { key: 'perSecond', label: 'a second', better: 'higher' },
    { key: 'nanoseconds', label: 'ns', better: 'lower' },
    { key: 'bytes', label: 'bytes allocated', better: 'lower' },
  ],
  reference: 'lru-cache',
  contenders: nameCaches(),
  rounds: 3,
};
