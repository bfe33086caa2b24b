/** `pnpm bench [SUITE...]`: runs the suites and writes their results and the report. */
import { Command } from 'commander';
import type { Suite } from './model.ts';
import { writeResult } from './run/result.ts';
import { runSuite } from './run/run-suite.ts';
import { say } from './say.ts';
import { allSuites } from './suites/index.ts';

interface Options {
  readonly contender?: readonly string[];
}

const program = new Command('pnpm bench')
  .description('hushdns beside what people would use instead')
  .argument('[suite...]', `${allSuites.map(({ name }) => name).join(', ')}; all by default`)
  .option('-c, --contender <name...>', 'only these')
  .parse();
const { contender } = program.opts<Options>();

for (const suite of suitesOf(program.args)) {
  const result = await runSuite(suite, {
    command: ['pnpm bench', ...process.argv.slice(2)].join(' '),
    ...(contender === undefined ? {} : { only: new Set(contender) }),
  });
  for (const { what, why } of result.leftOut) say(`${suite.name}: left out ${what}: ${why}`);
  writeResult(result);
}

/** Those that were named; of an unknown one it says so, and the rest runs. */
function suitesOf(names: readonly string[]): readonly Suite[] {
  for (const name of names) {
    if (allSuites.some((suite) => suite.name === name)) continue;
    say(`there is no suite ${name}; there are ${allSuites.map((suite) => suite.name).join(', ')}`);
    process.exitCode = 1;
  }
  return names.length === 0 ? allSuites : allSuites.filter(({ name }) => names.includes(name));
}
