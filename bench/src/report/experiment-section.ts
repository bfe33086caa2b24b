import { markdownTable } from 'markdown-table';
import type { Metric } from '../model.ts';
import type { Cell, ExperimentResult, Row } from '../run/result.ts';
import { ratioOf, spreadOf, troubleOf } from '../run/statistics.ts';
import { figure, times } from './figures.ts';

/** An experiment in Markdown: its note, its chart (by its path) and a table of each metric. */
export function experimentSection(experiment: ExperimentResult, chart?: string): string {
  const { title, note, points, metrics } = experiment;
  const tables =
    points.length === 1
      ? [tableOfMetrics(experiment)]
      : metrics.map((metric) => tableOfPoints(experiment, metric));
  const reasons = reasonsOf(experiment);
  return [
    `### ${title}`,
    ...(note === undefined ? [] : [note]),
    ...(chart === undefined ? [] : [`![${title}](${chart})`]),
    ...tables,
    ...reasons,
  ].join('\n\n');
}

/** With several points: one metric, a column a point. */
function tableOfPoints(experiment: ExperimentResult, metric: Metric): string {
  const { axis, points, rows } = experiment;
  const isFirst = metric === experiment.metrics[0];
  const reference = isFirst ? referenceRow(experiment) : undefined;
  return table([
    [`${metric.label}, by ${axis}`, ...points.map(String)],
    ...rows.map((row) => [
      named(row),
      ...row.cells.map((cell, at) =>
        cellText(cell, metric, row === reference ? undefined : reference?.cells[at], isFirst),
      ),
    ]),
  ]);
}

/** With a single point: a column a metric. */
function tableOfMetrics(experiment: ExperimentResult): string {
  const { axis, points, metrics, rows } = experiment;
  const reference = referenceRow(experiment);
  return table([
    [`${axis} ${points[0] ?? ''}`, ...metrics.map(({ label }) => label)],
    ...rows.map((row) => [
      named(row),
      ...metrics.map((metric, at) => {
        const isFirst = at === 0;
        const against = isFirst && row !== reference ? reference?.cells[0] : undefined;
        return cellText(row.cells[0], metric, against, isFirst);
      }),
    ]),
  ]);
}

function cellText(
  cell: Cell | undefined,
  metric: Metric,
  reference: Cell | undefined,
  withTrouble: boolean,
): string {
  if (cell === undefined) return '';
  if ('skipped' in cell) return '–';
  if ('error' in cell) return '**failed**';
  const value = spreadOf(cell, metric.key);
  const ratio = ratioOf(cell, reference, metric.key);
  const lines =
    value === undefined ? [] : [figure(metric.shown === 'least' ? value.min : value.median, metric)];
  if (ratio !== undefined) lines.push(times(ratio));
  if (withTrouble) lines.push(...troubleText(cell));
  return lines.join('<br>');
}

/** Nobody's losses are left out, ours least of all. */
function troubleText(cell: Cell): string[] {
  const { lost, failed } = troubleOf(cell);
  const samples = 'samples' in cell ? cell.samples : [];
  const rounds = samples.filter((sample) => sample === null).length;
  return [
    ...(lost > 0 ? [`**${figure(lost, {})} lost**`] : []),
    ...(failed > 0 ? [`**${figure(failed, {})} failed**`] : []),
    ...(rounds > 0 ? [`**${rounds} of ${samples.length} rounds failed**`] : []),
  ];
}

/** Why cells are empty, once for each reason. */
function reasonsOf({ rows, points, axis }: ExperimentResult): string[] {
  const places = new Map<string, string[]>();
  for (const { contender, cells } of rows) {
    for (const [at, cell] of cells.entries()) {
      const reason = 'skipped' in cell ? cell.skipped : 'error' in cell ? cell.error : firstFailureOf(cell);
      if (reason === undefined) continue;
      const key = `${contender}: ${reason}`;
      places.set(key, [...(places.get(key) ?? []), String(points[at])]);
    }
  }
  if (places.size === 0) return [];
  return [[...places].map(([reason, at]) => `- ${reason} (${axis} ${at.join(', ')})`).join('\n')];
}

function firstFailureOf(cell: Cell): string | undefined {
  if (!('samples' in cell)) return undefined;
  const inRound = cell.samples.find((sample) => sample?.firstFailure !== undefined)?.firstFailure;
  return inRound ?? cell.roundFailure;
}

function referenceRow({ rows, reference }: ExperimentResult): Row | undefined {
  return rows.find(({ contender }) => contender === reference);
}

function named({ contender, version }: Row): string {
  return `${contender}<br>${version}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((text) => text.replaceAll('|', '\\|')));
  return markdownTable(escaped, { align: ['l', ...(rows[0] ?? []).slice(1).map(() => 'r')] });
}
