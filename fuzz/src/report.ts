import type { CoverageResult } from './guided/run.ts';
import type { LaneState } from './own/jobs.ts';

/** A table of what the project's own runner tried. */
export function ownLines(lanes: readonly LaneState[]): string[] {
  const rows = lanes.map(({ tally: { target, accepted, refused, failed, ms } }) => {
    const inputs = accepted + refused + failed;
    return { target, inputs, ms, share: `${((100 * accepted) / Math.max(inputs, 1)).toFixed(1)} %` };
  });
  const sum = rows.reduce((sum, { inputs, ms }) => ({ inputs: sum.inputs + inputs, ms: sum.ms + ms }), {
    inputs: 0,
    ms: 0,
  });
  const lines = [...rows, { target: 'all', ...sum, share: '' }].map(({ target, inputs, ms, share }) =>
    row(target, whole(inputs), share, rate(inputs, ms / 1000)),
  );
  return [row('own runner', 'inputs', 'accepted', 'inputs/s'), ...lines];
}

/** A table of what the coverage-guided engine tried. */
export function coverageLines(results: readonly CoverageResult[]): string[] {
  const lines = results.map(({ target, inputs, seconds, edges }) =>
    row(target, whole(inputs), whole(edges), rate(inputs, seconds)),
  );
  const inputs = results.reduce((sum, each) => sum + each.inputs, 0);
  const seconds = results.reduce((sum, each) => sum + each.seconds, 0);
  return [
    row('coverage-guided', 'inputs', 'edges', 'inputs/s'),
    ...lines,
    row('all', whole(inputs), '', rate(inputs, seconds)),
  ];
}

function row(name: string, ...cells: readonly string[]): string {
  return name.padEnd(16) + cells.map((cell) => cell.padStart(13)).join('');
}

function rate(inputs: number, seconds: number): string {
  return whole(inputs / Math.max(seconds, 0.001));
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
