/** `pnpm bench [SUITE...]`: runs the suites and writes their results and the report. */
import { Command } from 'commander';
import type { Experiment, Suite } from './model.ts';
import { suiteSection } from './report/suite-section.ts';
import { writeReport } from './report/write-report.ts';
import { profileContender } from './run/profile-contender.ts';
import { readResults, writeResult } from './run/result.ts';
import { runSuite } from './run/run-suite.ts';
import { say } from './say.ts';
import { allSuites } from './suites/index.ts';

interface Options {
  readonly contender?: readonly string[];
  readonly report?: boolean;
  readonly profile?: string;
  readonly point?: string;
}

const program = new Command('pnpm bench')
  .description('Measures hushdns beside what people would use instead.')
  .argument('[suite...]', `${allSuites.map(({ name }) => name).join(', ')}; all by default`)
  .option('-c, --contender <name...>', 'only these; prints the figures and leaves the report as it is')
  .option('--report', 'measures nothing: writes the report from the results there are')
  .option('--profile <name>', "writes this contender's CPU and heap profile, in the first suite that has it")
  .option('--point <value>', 'which point to profile')
  .parse();
const { contender, report, profile, point } = program.opts<Options>();
const suites = suitesOf(program.args);
/** How it was asked for. */
const command = ['pnpm bench', ...process.argv.slice(2)].join(' ');

if (report === true) await writeWholeReport();
else if (profile !== undefined) await writeProfile(profile);
else if (contender !== undefined) await explore(new Set(contender));
else await measureAll();

async function measureAll(): Promise<void> {
  for (const suite of suites) {
    const result = await runSuite(suite, { command });
    for (const { what, why } of result.leftOut) say(`${suite.name}: left out ${what}: ${why}`);
    writeResult(result);
  }
  await writeWholeReport();
}

/** From all results there are, in the order of the suites. */
async function writeWholeReport(): Promise<void> {
  const names = allSuites.map(({ name }) => name);
  await writeReport(
    readResults().toSorted((one, other) => names.indexOf(one.suite) - names.indexOf(other.suite)),
  );
}

/** Some contenders alone: not a result to keep. */
async function explore(only: ReadonlySet<string>): Promise<void> {
  const found = new Set<string>();
  const narrow = (experiment: Experiment): Experiment | undefined => {
    const contenders = experiment.contenders.filter(({ name }) => only.has(name));
    return contenders.length === 0 ? undefined : { ...experiment, contenders };
  };
  for (const suite of suites) {
    const result = await runSuite(suite, { command, narrow });
    for (const { rows } of result.experiments) for (const row of rows) found.add(row.contender);
    process.stdout.write(`${suiteSection(result)}\n`);
  }
  for (const name of only) if (!found.has(name)) complain(`no contender ${name} was measured`);
}

async function writeProfile(name: string): Promise<void> {
  const reasons: string[] = [];
  for (const suite of suites) {
    try {
      process.stdout.write(
        `${await profileContender(suite, { name, ...(point === undefined ? {} : { point }) })}\n`,
      );
      return;
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : 'failed');
    }
  }
  complain(reasons.join('\n'));
}

/** Those that were named; of an unknown one it says so, and the rest runs. */
function suitesOf(names: readonly string[]): readonly Suite[] {
  for (const name of names) {
    if (allSuites.some((suite) => suite.name === name)) continue;
    complain(`there is no suite ${name}; there are ${allSuites.map((suite) => suite.name).join(', ')}`);
  }
  return names.length === 0 ? allSuites : allSuites.filter(({ name }) => names.includes(name));
}

function complain(text: string): void {
  say(text);
  process.exitCode = 1;
}
