import type { SuiteResult } from '../run/result.ts';
import { experimentSection } from './experiment-section.ts';

/** What a suite found, in Markdown: under which conditions, its experiments, what was left out. `charts` by experiment. */
export function suiteSection(result: SuiteResult, charts: ReadonlyMap<string, string> = new Map()): string {
  const { title, experiments, leftOut } = result;
  return [
    `## ${title}`,
    conditionsOf(result),
    ...experiments.map((experiment) => experimentSection(experiment, charts.get(experiment.name))),
    ...leftOut.map(({ what, why }) => `- Left out: ${what}. ${why}`),
  ].join('\n\n');
}

function conditionsOf({ command, startedAt, seconds, machine, versions }: SuiteResult): string {
  const { cpu, cpus, memoryGiB, kernel, node } = machine;
  const servers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const facts = [`${cpu}, ${cpus} CPUs, ${memoryGiB} GiB`, kernel, `Node ${node}`, ...servers];
  return `\`${command}\`, ${startedAt.slice(0, 10)}, ${seconds} s. ${facts.join('; ')}.`;
}
