import { init, type EChartsCoreOption } from 'echarts';
import type { Metric } from '../model.ts';
import type { ExperimentResult, Row } from '../run/result.ts';
import { spreadOf } from '../run/statistics.ts';

const WIDTH_PIXELS = 900;
const LINES_HEIGHT_PIXELS = 420;
const BAR_HEIGHT_PIXELS = 16;
const MARGIN_PIXELS = 150;
/** Contenders are far apart: equal ratios are equal distances. */
const RATIO_AXIS = { type: 'log', minorSplitLine: { show: true } };
/** More percentiles than this are drawn as a line. */
const FEW_METRICS = 2;

/** The chart of an experiment as SVG: lines over points that are numbers or over percentiles, bars otherwise. Undefined where nothing was measured. */
export function chartOf(experiment: ExperimentResult): string | undefined {
  const { points, metrics, axis } = experiment;
  const rows = experiment.rows.filter(({ cells }) => cells.some((cell) => 'samples' in cell));
  const [first] = metrics;
  if (first === undefined || rows.length === 0) return undefined;
  const overPoints = (row: Row): Value[] =>
    row.cells.map((cell) => spreadOf(cell, first.key)?.median ?? null);
  const title = experiment.title;
  if (points.length > 1 && points.every((point) => typeof point === 'number'))
    return lineChart({
      title,
      across: axis,
      categories: points.map(String),
      unit: first.label,
      rows,
      valuesOf: overPoints,
    });
  if (points.length === 1 && metrics.length > FEW_METRICS && haveOneUnit(metrics)) {
    const valuesOf = ({ cells: [cell] }: Row): Value[] =>
      metrics.map(({ key }) => spreadOf(cell, key)?.median ?? null);
    const categories = metrics.map(({ key }) => key);
    return lineChart({
      title,
      across: `${axis}: ${points[0]}`,
      categories,
      unit: unitOf(first),
      rows,
      valuesOf,
    });
  }
  return barChart({
    title,
    across: axis,
    categories: points.map(String),
    unit: first.label,
    rows,
    valuesOf: overPoints,
  });
}

type Value = number | null;

interface Drawing {
  readonly title: string;
  /** What the categories are. */
  readonly across: string;
  readonly categories: readonly string[];
  readonly unit: string;
  readonly rows: readonly Row[];
  /** One a category. */
  readonly valuesOf: (row: Row) => readonly Value[];
}

function lineChart(drawing: Drawing): string {
  const { across, categories, unit, rows, valuesOf } = drawing;
  return svg(LINES_HEIGHT_PIXELS, {
    ...common(drawing),
    xAxis: { type: 'category', name: across, nameLocation: 'middle', nameGap: 28, data: categories },
    yAxis: { ...RATIO_AXIS, name: unit },
    series: rows.map((row) => ({ type: 'line', name: row.contender, data: valuesOf(row) })),
  });
}

function barChart(drawing: Drawing): string {
  const { categories, unit, rows, valuesOf } = drawing;
  const height = MARGIN_PIXELS + BAR_HEIGHT_PIXELS * categories.length * (rows.length + 1);
  return svg(height, {
    ...common(drawing),
    yAxis: {
      type: 'category',
      data: categories,
      inverse: true,
      axisLabel: { width: 160, overflow: 'break' },
    },
    xAxis: { ...RATIO_AXIS, name: unit, nameLocation: 'middle', nameGap: 28 },
    series: rows.map((row) => ({ type: 'bar', name: row.contender, data: valuesOf(row) })),
  });
}

function common({ title }: Drawing): EChartsCoreOption {
  return {
    animation: false,
    // Readable on light and dark pages alike.
    backgroundColor: '#ffffff',
    title: { text: title, left: 'center', textStyle: { fontSize: 15 } },
    // Wide gaps: the width of texts is only guessed where there is no browser.
    legend: { type: 'plain', top: 32, itemGap: 24, itemWidth: 16, textStyle: { fontSize: 11 } },
    grid: { top: 100, left: 80, right: 40, bottom: 50, containLabel: true },
  };
}

function svg(height: number, option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH_PIXELS, height });
  chart.setOption(option);
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}

function haveOneUnit(metrics: readonly Metric[]): boolean {
  return new Set(metrics.map(unitOf)).size === 1;
}

/** The last word of a label. */
function unitOf({ label }: Metric): string {
  return label.split(' ').at(-1) ?? label;
}
