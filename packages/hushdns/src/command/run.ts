import { readFileSync } from 'node:fs';
import { DnsError, type Resolver } from '@hushdns/core';
import { CommanderError } from 'commander';
import { createResolver } from '../create-resolver.ts';
import { transport } from '../upstream.ts';
import { type CommandLine, type CommandOutput, parseCommandLine, type Question } from './command-line.ts';
import { failedOutcome, type Outcome, resolvedOutcome, toJson } from './outcome.ts';
import { printTable } from './table.ts';

/** Everything was answered. */
const EXIT_ANSWERED = 0;
/** At least one question was not. */
const EXIT_FAILED = 1;
/** The command line cannot be used. */
const EXIT_USAGE = 2;

/** Encrypted, authenticated by address and independent of each other. */
const DEFAULT_BOOTSTRAP: readonly string[] = ['tls://1.1.1.1', 'tls://9.9.9.9'];

/** Runs the `hushdns` command and gives its exit code. */
export async function run(argv: readonly string[], output: CommandOutput): Promise<number> {
  let line: CommandLine;
  let resolvers: readonly Resolver[];
  try {
    line = parseCommandLine(argv, output);
    resolvers = resolversFor(line);
  } catch (error) {
    return refuse(error, output);
  }
  const outcomes: Outcome[] = [];
  for (const resolver of resolvers) {
    for (const question of line.questions) {
      const outcome = await ask(resolver, question);
      if (line.json) output.stdout.write(`${toJson(outcome)}\n`);
      outcomes.push(outcome);
    }
    await resolver.close();
  }
  if (!line.json) output.stdout.write(`${printTable(outcomes)}\n`);
  return outcomes.every(({ error }) => error === undefined) ? EXIT_ANSWERED : EXIT_FAILED;
}

function resolversFor(line: CommandLine): Resolver[] {
  const ca = line.caFile === undefined ? undefined : readFileSync(line.caFile);
  const groups = line.each ? line.upstreams.map((each) => [each]) : [line.upstreams];
  return groups.map((upstream) =>
    createResolver({
      upstream,
      // Ours are not certified by the caller's own authority.
      bootstrap: line.bootstrap ?? DEFAULT_BOOTSTRAP.map((each) => transport(each)),
      timeoutMs: line.timeoutMs,
      dangerAllowPlaintext: line.dangerAllowPlaintext,
      ...(ca === undefined ? {} : { ca }),
    }),
  );
}

async function ask(resolver: Resolver, { name, type }: Question): Promise<Outcome> {
  const startMs = performance.now();
  try {
    return resolvedOutcome(await resolver.resolve(name, type));
  } catch (error) {
    if (!(error instanceof DnsError)) throw error;
    const { protocol } = resolver.upstream.traits;
    return failedOutcome({ name, type }, protocol, performance.now() - startMs, error);
  }
}

/** Says what cannot be used; whatever is a fault of ours is thrown on. */
function refuse(error: unknown, { stderr }: CommandOutput): number {
  // Commander has written its message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_ANSWERED : EXIT_USAGE;
  if (!(error instanceof TypeError) && !(error instanceof RangeError) && !isSystemError(error)) throw error;
  stderr.write(`error: ${error.message}\n`);
  return EXIT_USAGE;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
