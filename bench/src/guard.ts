/**
 * `pnpm bench:guard`: fails where a transport has lost more than a quarter of its share of the bare limit, three times
 * in a row. `--record` writes the shares that it goes by.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { isHeld, type Shares, sharesOf } from './guard/shares.ts';
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

async function recordShares(): Promise<void> {
  const recorded: Record<string, Shares> = {};
  for (const suite of suites) recorded[suite.name] = await measure(suite);
  writeFileSync(FILE, `${JSON.stringify(recorded, undefined, 2)}\n`);
}

async function holdShares(): Promise<void> {
  const recorded = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Shares>;
  for (const suite of suites) {
    if (await isSuiteHeld(suite, recorded[suite.name] ?? {})) continue;
    say(`${suite.name}: lost more than a quarter of its share, ${ATTEMPTS} times in a row`);
    process.exitCode = 1;
  }
}

async function isSuiteHeld(suite: Suite, recorded: Shares): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const shares = await measure(suite);
    let held = true;
    for (const [what, before] of Object.entries(recorded)) {
      const now = shares[what];
      const isWhatHeld = isHeld(before, now);
      held &&= isWhatHeld;
      const text = `${what}: ${now === undefined ? 'not measured' : short(now)}, recorded ${short(before)}`;
      process.stdout.write(`${suite.name} ${text}${isWhatHeld ? '' : ', too little'}\n`);
    }
    if (held) return true;
  }
  return false;
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
