import { markdownTable } from 'markdown-table';
import { type Target, targets } from '../../targets.ts';
import type { SuiteResult } from '../run/result.ts';
import { short } from './figures.ts';
import { judge } from './judge.ts';

/** Every target with what the results say of it. */
export function targetsTable(results: readonly SuiteResult[]): string {
  return markdownTable(
    [['part', 'target', 'wanted', 'measured', ''], ...targets.map((target) => row(target, results))],
    {
      align: ['l', 'l', 'r', 'r', 'l'],
    },
  );
}

function row(target: Target, results: readonly SuiteResult[]): string[] {
  const verdict = judge(target, results);
  const head = [target.area, target.claim, wanted(target)];
  if (verdict.kind === 'unmeasured') return [...head, '', `not measured: no ${verdict.missing}`];
  const { median, min, max } = verdict.measured;
  const measured = `${short(median)} (${short(min)} to ${short(max)})`;
  return [...head, measured, verdict.kind === 'met' ? 'met' : '**not met**'];
}

function wanted({ atLeast, atMost }: Target): string {
  return atLeast === undefined ? `at most ${short(atMost ?? Infinity)}` : `at least ${short(atLeast)}`;
}
