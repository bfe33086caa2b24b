import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../target.ts';
import { cache } from './cache.ts';
import { jazzer } from './jazzer.ts';
import { nodeCommand } from './runtime.ts';

const ENTRY = join(import.meta.dirname, 'entry.mjs');
/** What is instrumented: the code under test alone. */
const INSTRUMENTED = 'packages/core/dist/';
/** Short inputs reach the same branches in less time; the runner of our own tries the long ones. */
const MAX_INPUT_OCTETS = 1024;
const INPUT_TIMEOUT_MS = 10_000;
const MAX_RSS_MB = 2048;
/** What starting and instrumenting is thought to take, until the first target showed what it does. */
const START_MS = 3000;
const MIN_SECONDS = 1;

/** What the fuzzer says of its run over one target. */
export interface CoverageResult {
  readonly target: string;
  readonly inputs: number;
  readonly seconds: number;
  /** Edges of the code under test that were reached. */
  readonly edges: number;
  /** Inputs that broke a promise, not made smaller yet. */
  readonly artifacts: readonly Uint8Array[];
}

export interface CoverageSettings {
  readonly targets: readonly Target[];
  readonly seed: number;
  /** Of all targets together. */
  readonly inputs: number;
  /** By the clock of `Date.now`. */
  readonly untilMs: number;
}

/** The command that starts the fuzzer, which is installed if need be. Throws where it cannot be had. */
export async function guidedCommand(): Promise<readonly string[]> {
  return [...(await nodeCommand()), jazzer()];
}

/** Runs the fuzzer for each target after the other. Throws where it does not run. */
export async function runCoverage(
  command: readonly string[],
  { targets, seed, inputs, untilMs }: CoverageSettings,
): Promise<CoverageResult[]> {
  const results: CoverageResult[] = [];
  let startMs = START_MS;
  for (const [at, target] of targets.entries()) {
    const leftMs = (untilMs - Date.now()) / (targets.length - at);
    const seconds = Math.max(MIN_SECONDS, Math.floor((leftMs - startMs) / 1000));
    const limits = [
      ...(Number.isFinite(inputs) ? [`-runs=${Math.ceil(inputs / targets.length)}`] : []),
      ...(Number.isFinite(seconds) ? [`-max_total_time=${seconds}`] : []),
    ];
    const result = await runTarget(target, command, [`-seed=${seed}`, ...limits]);
    startMs = Math.max(startMs, (result.seconds - seconds) * 1000);
    results.push(result);
  }
  return results;
}

async function runTarget(
  target: Target,
  [command, ...leading]: readonly string[],
  options: readonly string[],
): Promise<CoverageResult> {
  const folder = join(cache, target.name);
  const [corpus, seeds, artifacts] = ['corpus', 'seeds', 'artifacts'].map((each) => join(folder, each)) as [
    string,
    string,
    string,
  ];
  for (const each of [seeds, artifacts]) rmSync(each, { recursive: true, force: true });
  for (const each of [corpus, seeds, artifacts]) mkdirSync(each, { recursive: true });
  for (const seed of target.seeds())
    if (seed.length <= MAX_INPUT_OCTETS) writeFileSync(join(seeds, hashOf(seed)), seed);

  const ours = ['--sync', '-i', INSTRUMENTED, '--timeout', String(INPUT_TIMEOUT_MS), corpus, seeds];
  const libFuzzer = [
    ...options,
    `-max_len=${MAX_INPUT_OCTETS}`,
    `-rss_limit_mb=${MAX_RSS_MB}`,
    `-artifact_prefix=${artifacts}/`,
    '-print_final_stats=1',
  ];
  const startMs = performance.now();
  const logFile = join(folder, 'log.txt');
  const code = await runLogged(command ?? '', [...leading, ENTRY, ...ours, '--', ...libFuzzer], logFile, {
    HUSHDNS_FUZZ_TARGET: target.name,
    HUSHDNS_FUZZ_ARTIFACTS: artifacts,
  });
  const log = readFileSync(logFile, 'utf8');
  const inputs =
    lastNumber(log, /stat::number_of_executed_units: (\d+)/g) ?? lastNumber(log, /^#(\d+)/gm) ?? 0;
  const files = readdirSync(artifacts);
  if (code !== 0 && files.length === 0) throw new Error(`it ended with code ${code}: see ${logFile}`);
  return {
    target: target.name,
    inputs,
    seconds: (performance.now() - startMs) / 1000,
    edges: lastNumber(log, / cov: (\d+)/g) ?? 0,
    artifacts: files.map((file) => Uint8Array.from(readFileSync(join(artifacts, file)))),
  };
}

async function runLogged(
  command: string,
  commandArguments: readonly string[],
  logFile: string,
  variables: NodeJS.ProcessEnv,
): Promise<number | null> {
  const log = createWriteStream(logFile);
  await once(log, 'open');
  const child = spawn(command, commandArguments, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...variables },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  log.end();
  return code;
}

function lastNumber(text: string, pattern: RegExp): number | undefined {
  const digits = [...text.matchAll(pattern)].at(-1)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function hashOf(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex').slice(0, 16);
}
