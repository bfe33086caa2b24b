import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { SuiteResult } from '../run/result.ts';
import { chartOf } from './charts.ts';
import { suiteSection } from './suite-section.ts';
import { targetsTable } from './targets-table.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const CHARTS = 'performance';

const INTRODUCTION = `# Performance

Written by \`pnpm bench\` from [bench/results](../bench/results); do not edit. What was changed for speed, with figures of before
and after, and why targets are not met, stands in [performance-notes.md](performance-notes.md).

How to read it: contenders run by turns in the same run, each in a process of its own, client and servers on a CPU each. A figure is
the median of the rounds. Behind it, as \`0.81x (0.80 to 0.83)\`, is its ratio to the reference contender, taken round by round:
median, least and greatest. What a contender lost or got wrong stands in its cell. CPU time is user and system of the client alone;
peak memory is the most that was resident during a task. dnsperf is native: where it is above everybody, the server was not what
was measured. A bare client has one connection; hushdns opens more as it sees fit, by default up to 2
over TCP, TLS and HTTPS, 4 over QUIC and 64 sockets over UDP: a ratio above 1 may come of that. hushdns is the whole resolver; "hushdns exchange" is its transport alone, bytes in and bytes out; "our codec" is a bare
client that encodes each query and decodes each reply with hushdns.`;

/** Writes docs/performance.md and its charts from all results there are. */
export async function writeReport(results: readonly SuiteResult[]): Promise<void> {
  const folder = join(DOCS, CHARTS);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sections = [
    INTRODUCTION,
    `## Targets\n\n${targetsTable(results)}`,
    ...results.map((result) => suiteSection(result, writeCharts(result))),
  ];
  const file = join(DOCS, 'performance.md');
  const text = await format(sections.join('\n\n'), { ...(await resolveConfig(file)), parser: 'markdown' });
  writeFileSync(file, text);
}

/** The paths of a suite's charts, seen from the report, by experiment. */
function writeCharts({ suite, experiments }: SuiteResult): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const experiment of experiments) {
    const svg = chartOf(experiment);
    if (svg === undefined) continue;
    // Markdown ends a path at its first blank.
    const path = `${CHARTS}/${suite}-${experiment.name}.svg`.replaceAll(' ', '-');
    writeFileSync(join(DOCS, path), svg);
    paths.set(experiment.name, path);
  }
  return paths;
}
