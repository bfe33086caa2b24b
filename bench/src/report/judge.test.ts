import { expect, test } from 'vitest';
import type { Target } from '../../targets.ts';
import type { Sample } from '../model.ts';
import type { SuiteResult } from '../run/result.ts';
import { judge } from './judge.ts';

const sample = (perSecond: number, lost = 0): Sample => ({
  values: { perSecond, microseconds: 1e6 / perSecond },
  lost,
  failed: 0,
});
const row = (contender: string, ...samples: Sample[]) => ({ contender, version: '1', cells: [{ samples }] });
const results: readonly SuiteResult[] = [
  {
    suite: 'udp',
    title: 'UDP',
    command: 'pnpm bench udp',
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 1,
    machine: { cpu: 'any', cpus: 2, memoryGiB: 1, kernel: 'any', node: 'v26.0.0' },
    versions: {},
    leftOut: [],
    experiments: [
      {
        name: 'throughput',
        title: 'Throughput',
        axis: 'in flight',
        points: [100],
        metrics: [
          { key: 'perSecond', label: 'q/s', better: 'higher' },
          { key: 'microseconds', label: 'us', better: 'lower' },
        ],
        rounds: 2,
        rows: [
          row('ours', sample(100), sample(100)),
          row('slow', sample(50), sample(50)),
          row('lossy', sample(400, 3), sample(400)),
        ],
      },
    ],
  },
];
const target = {
  area: 'transports',
  claim: 'any',
  suite: 'udp',
  experiment: 'throughput',
  point: 100,
  contender: 'ours',
  metric: 'perSecond',
  kind: 'speed',
  against: 'slow',
  atLeast: 2,
} as const satisfies Target;

test('a greater ratio of speed is the better one, whatever the metric counts', () => {
  expect(judge(target, results)).toMatchObject({ kind: 'met', measured: { median: 2 } });
  expect(judge({ ...target, metric: 'microseconds' }, results)).toMatchObject({ measured: { median: 2 } });
  expect(judge({ ...target, atLeast: 2.01 }, results).kind).toBe('missed');
});

test('of several rivals the best that lost nothing counts', () => {
  expect(judge({ ...target, against: ['slow', 'lossy'] }, results)).toMatchObject({
    measured: { median: 2 },
  });
  expect(judge({ ...target, against: ['lossy'] }, results)).toMatchObject({ measured: { median: 0.25 } });
});

test('what is added is a difference', () => {
  const added = { ...target, kind: 'added', metric: 'microseconds', atLeast: -10_000 } as const;
  expect(judge(added, results)).toMatchObject({ kind: 'met', measured: { median: -10_000 } });
});

test('what nobody measured is told', () => {
  expect(judge({ ...target, against: 'nobody' }, results)).toEqual({
    kind: 'unmeasured',
    missing: 'nobody at 100',
  });
});
