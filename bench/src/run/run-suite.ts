import { isDeepStrictEqual } from 'node:util';
import type { Contender, Experiment, LeftOut, OpenSuite, RunningContender, Sample, Suite } from '../model.ts';
import { say } from '../say.ts';
import type { Task } from '../tasks.ts';
import { thisMachine } from './machine.ts';
import { cpusOfTheTwoSides } from './pinned.ts';
import { TimeLimitError } from './process-contender.ts';
import type { Cell, ExperimentResult, Row, SuiteResult } from './result.ts';

export interface RunOptions {
  /** How it was asked for. */
  readonly command: string;
  /** What to run of an experiment; all of it by default, nothing where it returns undefined. */
  readonly narrow?: (experiment: Experiment) => Experiment | undefined;
}

/** Runs one suite. What cannot be had is left out and told; it rejects for nothing that a contender or server does. */
export async function runSuite(
  suite: Suite,
  { command, narrow = (all) => all }: RunOptions,
): Promise<SuiteResult> {
  const started = new Date();
  const cpus = cpusOfTheTwoSides();
  const leftOut: LeftOut[] = [];
  const experiments: ExperimentResult[] = [];
  let versions: Readonly<Record<string, string>> = {};
  await using stack = new AsyncDisposableStack();
  const open = await openSuite(suite, { stack, cpus }, leftOut);
  if (open !== undefined) {
    versions = open.versions ?? {};
    leftOut.push(...(open.leftOut ?? []));
    const processes = stack.use(new Processes(cpus.client));
    for (const whole of open.experiments) {
      const experiment = narrow(whole);
      if (experiment === undefined) continue;
      say(`${suite.name}: ${experiment.title}`);
      experiments.push(await runExperiment(experiment, processes, leftOut));
    }
  }
  return {
    suite: suite.name,
    title: suite.title,
    command,
    startedAt: started.toISOString(),
    seconds: Math.round((Date.now() - started.getTime()) / 1000),
    machine: thisMachine(),
    versions,
    experiments,
    leftOut,
  };
}

async function openSuite(
  suite: Suite,
  context: Parameters<Suite['open']>[0],
  leftOut: LeftOut[],
): Promise<OpenSuite | undefined> {
  try {
    return await suite.open(context);
  } catch (error) {
    leftOut.push({ what: `the whole suite ${suite.name}`, why: reasonOf(error) });
    return undefined;
  }
}

/** The contenders take turns within a round, so that whatever else the machine does meets all of them. */
async function runExperiment(
  experiment: Experiment,
  processes: Processes,
  leftOut: LeftOut[],
): Promise<ExperimentResult> {
  const contenders: Entry[] = [];
  for (const contender of experiment.contenders) {
    try {
      const { version } = await processes.of(contender);
      contenders.push({
        contender,
        version,
        cells: experiment.points.map(() => ({ samples: [] })),
        hangs: 0,
      });
    } catch (error) {
      const missing = { what: contender.name, why: reasonOf(error) };
      // Experiments share contenders: once is enough.
      if (!leftOut.some((known) => isDeepStrictEqual(known, missing))) leftOut.push(missing);
    }
  }
  for (let round = 0; round < experiment.rounds; round++) {
    for (const [at, { task }] of experiment.points.entries()) {
      for (const entry of contenders) await measureInto(entry, at, task, processes);
    }
  }
  const { name, title, note, axis, metrics, reference, rounds } = experiment;
  return {
    name,
    title,
    ...(note === undefined ? {} : { note }),
    axis,
    metrics,
    ...(reference === undefined ? {} : { reference }),
    rounds,
    points: experiment.points.map(({ at }) => at),
    rows: contenders.map(({ contender, version, cells }): Row => ({
      contender: contender.name,
      version,
      cells: cells.map(finished),
    })),
  };
}

/** One that hangs this often takes no further part: each time costs half a minute. */
const TOLERATED_HANGS = 2;

interface Entry {
  readonly contender: Contender;
  readonly version: string;
  /** One a point. */
  readonly cells: readonly Draft[];
  /** How often it was ended because it did not answer. */
  hangs: number;
}

interface Draft {
  /** `null` keeps the place of a round that failed, so that the others stay paired. */
  readonly samples: (Sample | null)[];
  skipped?: string;
  error?: string;
}

async function measureInto(entry: Entry, at: number, task: Task, processes: Processes): Promise<void> {
  const { contender } = entry;
  const draft = entry.cells[at] as Draft;
  const skipped = contender.skips?.(task);
  if (skipped !== undefined) {
    draft.skipped = skipped;
    return;
  }
  if (entry.hangs === TOLERATED_HANGS) {
    draft.samples.push(null);
    draft.error ??= `given up after it hung ${TOLERATED_HANGS} times`;
    return;
  }
  try {
    draft.samples.push(await (await processes.of(contender)).measure(task));
  } catch (error) {
    draft.samples.push(null);
    draft.error ??= reasonOf(error);
    if (error instanceof TimeLimitError) entry.hangs++;
    await processes.end(contender);
  }
}

function finished({ samples, skipped, error }: Draft): Cell {
  if (skipped !== undefined) return { skipped };
  if (samples.every((sample) => sample === null)) return { error: error ?? 'not measured' };
  return error === undefined ? { samples } : { samples, roundFailure: error };
}

/** The processes of a suite's contenders: started when first needed, and again after one failed. */
class Processes implements AsyncDisposable {
  readonly #cpu: number | undefined;
  readonly #running = new Map<Contender, RunningContender>();

  constructor(cpu: number | undefined) {
    this.#cpu = cpu;
  }

  async of(contender: Contender): Promise<RunningContender> {
    const running = this.#running.get(contender) ?? (await contender.start(this.#cpu));
    this.#running.set(contender, running);
    return running;
  }

  async end(contender: Contender): Promise<void> {
    await this.#running.get(contender)?.[Symbol.asyncDispose]();
    this.#running.delete(contender);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const contender of this.#running.keys()) await this.end(contender);
  }
}

/** The first line tells what went wrong; a stack belongs to nobody's table. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}
