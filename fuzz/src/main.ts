/** `pnpm fuzz`: tries hostile inputs on all that decodes or parses, with two engines at once. */
import { readFileSync } from 'node:fs';
import { readCommandLine, type Settings, USAGE } from './command-line.ts';
import { vectors } from './corpus/vectors.ts';
import { guidedCommand, runCoverage } from './guided/run.ts';
import { type Finding, saveFinding, targetNameOf } from './finding.ts';
import { superviseExamination, superviseRun } from './own/supervise.ts';
import { coverageLines, ownLines } from './report.ts';
import { say } from './say.ts';
import type { Target } from './target.ts';
import { targets } from './targets/index.ts';

const targetsModule = new URL('./targets/index.ts', import.meta.url).href;

async function main(): Promise<number> {
  const settings = readCommandLine(process.argv.slice(2));
  if (settings === undefined) {
    process.stdout.write(`${USAGE}\nTargets: ${targets.map(({ name }) => name).join(', ')}\n`);
    return 0;
  }
  return settings.replay === undefined ? fuzz(settings) : replay(settings.replay, settings.targets?.[0]);
}

async function fuzz(settings: Settings): Promise<number> {
  const chosen = chosenTargets(settings.targets);
  const { seed, inputs, engines } = settings;
  say(`seed ${seed}`);
  if (vectors().messages.length === 0) say('the vectors are not there (VECTORS_DIR): built-in seeds alone');

  // Prepared before the time counts.
  const command = engines.includes('coverage') ? guidedCommand() : undefined;
  await command?.catch(() => {});
  const untilMs = Date.now() + settings.minutes * 60_000;

  const findings: string[] = [];
  const onFinding = (finding: Finding): void => {
    const file = saveFinding(targetNamed(finding.target), finding);
    // Both engines may find the same.
    if (findings.includes(file)) return;
    findings.push(file);
    say(`FINDING in ${finding.target}: ${finding.report}\n  again: pnpm fuzz --replay ${file}`);
  };
  const own = async (): Promise<string[]> => {
    const result = await superviseRun({ targetsModule, targets: chosen, seed, inputs, untilMs, onFinding });
    if (result.growth > 0)
      findings.push(`memory grew by ${result.growth} octets over the run with seed ${seed}`);
    return ownLines(result.lanes);
  };
  const coverage = async (command: Promise<readonly string[]>): Promise<string[]> => {
    try {
      const results = await runCoverage(await command, { targets: chosen, seed, inputs, untilMs });
      for (const { target, artifacts } of results) {
        for (const input of artifacts) await judge(targetNamed(target), input, onFinding);
      }
      return coverageLines(results);
    } catch (error) {
      const reason = `the coverage-guided engine did not run: ${(error as Error).message}`;
      // By hand the other engine's inputs are better than none; in CI nobody would notice.
      if (process.env['CI'] !== undefined || engines.length === 1) findings.push(reason);
      return [reason];
    }
  };
  const running = [
    ...(engines.includes('own') ? [own()] : []),
    ...(command === undefined ? [] : [coverage(command)]),
  ];
  for (const lines of await Promise.all(running)) process.stdout.write(`${lines.join('\n')}\n\n`);
  process.stdout.write(
    findings.length === 0 ? 'nothing found\n' : `${findings.length} found:\n${findings.join('\n')}\n`,
  );
  return findings.length === 0 ? 0 : 1;
}

/** Makes what the coverage-guided engine found smaller, and sees whether it fails without instrumentation. */
async function judge(
  target: Target,
  input: Uint8Array,
  onFinding: (finding: Finding) => void,
): Promise<void> {
  const result = await superviseExamination(targetsModule, target, input);
  if (typeof result === 'object') onFinding(result);
  else say(`${target.name}: an input of ${input.length} octets failed under instrumentation alone`);
}

async function replay(file: string, name: string = targetNameOf(file)): Promise<number> {
  const input = Uint8Array.from(readFileSync(file));
  const result = await superviseExamination(targetsModule, targetNamed(name), input);
  const failed = typeof result === 'object';
  process.stdout.write(`${name}, ${input.length} octets: ${failed ? result.report : result}\n`);
  return failed ? 1 : 0;
}

function chosenTargets(names: readonly string[] | undefined): readonly Target[] {
  return names?.map(targetNamed) ?? targets;
}

function targetNamed(name: string): Target {
  const target = targets.find((each) => each.name === name);
  if (target !== undefined) return target;
  throw new RangeError(
    `no target is called ${name}: there are ${targets.map((each) => each.name).join(', ')}`,
  );
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  say(error.message);
  process.exitCode = 2;
}
