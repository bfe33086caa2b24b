/**
 * `pnpm bench:guard`: fails where a transport has lost more than a quarter of its share of the bare limit, three times
 * in a row. `--record` writes the shares that it goes by.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { isHeld, leastOf, shareName, type Shares, sharesOf } from './guard/shares.ts';
import type { Experiment, Suite } from './model.ts';
import { short } from './report/figures.ts';
import { runSuite } from './run/run-suite.ts';
import { say } from './say.ts';
import { allSuites } from './suites/index.ts';

const FILE = join(import.meta.dirname, '../guard.json');
const SUITES = ['udp', 'tcp', 'tls', 'https', 'quic'];
const CONTENDERS = ['hushdns', 'hushdns exchange'];
const POINTS = [1, 100];
const ROUNDS = 3;
const ATTEMPTS = 3;

const { record } = new Command('pnpm bench:guard')
  .description('Holds the transports to their recorded shares of the bare limit.')
  .option('--record', 'record the shares instead')
  .parse()
  .opts<{ readonly record?: boolean }>();
const suites = SUITES.map((name) => allSuites.find((suite) => suite.name === name)).filter(
  (suite) => suite !== undefined,
);

if (record === true) await recordShares();
else await holdShares();

/** Only what is whole: a share that is not recorded is one that nobody would miss. */
async function recordShares(): Promise<void> {
  const recorded: Record<string, Shares> = {};
  // The least of several: a lucky moment would be held against all that come.
  for (const suite of suites) {
    const attempts: Shares[] = [];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) attempts.push(await measure(suite));
    recorded[suite.name] = leastOf(attempts);
  }
  const missing = missingIn(recorded);
  if (missing.length > 0) fail(`nothing is recorded, as there is no figure of ${missing.join('; ')}`);
  else writeFileSync(FILE, `${JSON.stringify(recorded, undefined, 2)}\n`);
}

async function holdShares(): Promise<void> {
  const recorded = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Shares>) : {};
  const missing = missingIn(recorded);
  if (missing.length > 0)
    fail(`bench/guard.json has no share of ${missing.join('; ')}: run pnpm bench:guard --record`);
  for (const suite of suites) {
    const lost = await lostShares(suite, recorded[suite.name] ?? {});
    if (lost.length > 0)
      fail(`${suite.name}: lost more than a quarter, ${ATTEMPTS} times in a row: ${lost.join('; ')}`);
  }
}

/** Those that no attempt found held; there is another one only while there are any. */
async function lostShares(suite: Suite, recorded: Shares): Promise<string[]> {
  let lost = Object.entries(recorded);
  for (let attempt = 1; attempt <= ATTEMPTS && lost.length > 0; attempt++) {
    const shares = await measure(suite);
    lost = lost.filter(([what, before]) => {
      const now = shares[what];
      const held = isHeld(before, now);
      const text = `${what}: ${now === undefined ? 'not measured' : short(now)}, recorded ${short(before)}`;
      process.stdout.write(`${suite.name} ${text}${held ? '' : ', too little'}\n`);
      return !held;
    });
  }
  return lost.map(([what]) => what);
}

/** The shares that there have to be and are not. */
function missingIn(recorded: Readonly<Record<string, Shares>>): string[] {
  const wanted = CONTENDERS.flatMap((contender) => POINTS.map((point) => shareName(contender, point)));
  return SUITES.flatMap((suite) => {
    const missing = wanted.filter((what) => recorded[suite]?.[what] === undefined);
    return missing.length === wanted.length ? [suite] : missing.map((what) => `${suite} ${what}`);
  });
}

function fail(text: string): void {
  say(text);
  process.exitCode = 1;
}

async function measure(suite: Suite): Promise<Shares> {
  const { experiments, leftOut } = await runSuite(suite, { command: 'pnpm bench:guard', narrow });
  for (const { what, why } of leftOut) say(`left out ${what}: ${why}`);
  return sharesOf(experiments);
}

/** Throughput at few points, of ours and the limit. */
function narrow(experiment: Experiment): Experiment | undefined {
  if (experiment.name !== 'throughput') return undefined;
  const wanted = new Set([...CONTENDERS, experiment.reference]);
  return {
    ...experiment,
    rounds: ROUNDS,
    points: experiment.points.filter(({ at }) => POINTS.includes(Number(at))),
    contenders: experiment.contenders.filter(({ name }) => wanted.has(name)),
  };
}
