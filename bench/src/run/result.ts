import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment, LeftOut, Point, Sample } from '../model.ts';
import type { Machine } from './machine.ts';

/** What a suite's run found: a file of results/. */
export interface SuiteResult {
  readonly suite: string;
  readonly title: string;
  readonly command: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  /** Of servers. */
  readonly versions: Readonly<Record<string, string>>;
  readonly experiments: readonly ExperimentResult[];
  readonly leftOut: readonly LeftOut[];
}

export interface ExperimentResult extends Pick<
  Experiment,
  'name' | 'title' | 'note' | 'axis' | 'metrics' | 'reference' | 'rounds'
> {
  readonly points: readonly Point['at'][];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly contender: string;
  readonly version: string;
  /** One a point. */
  readonly cells: readonly Cell[];
}

/** The samples of one contender at one point, in the order of the rounds; or why there are none. */
export type Cell =
  | {
      readonly samples: readonly (Sample | null)[];
      /** Why the first of the rounds failed that did. */
      readonly roundFailure?: string;
    }
  | { readonly skipped: string }
  | { readonly error: string };

const FOLDER = join(import.meta.dirname, '../../results');

export function writeResult(result: SuiteResult): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${result.suite}.json`), `${JSON.stringify(result, undefined, 1)}\n`);
}

/** The newest result of every suite that has one. */
export function readResults(): SuiteResult[] {
  mkdirSync(FOLDER, { recursive: true });
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as SuiteResult);
}
