import type { Metric } from '../model.ts';
import type { Spread } from '../run/statistics.ts';

/** A figure with the digits that its metric is worth. */
export function figure(value: number, { digits = 0 }: Pick<Metric, 'digits'>): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `1.31x (1.28 to 1.40)`: the median of the paired ratios, and the least and greatest. */
export function times({ median, min, max }: Spread): string {
  return `${short(median)}x (${short(min)} to ${short(max)})`;
}

/** Two or three digits that count. */
export function short(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
