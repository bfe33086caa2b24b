import { Worker } from 'node:worker_threads';
import type { Finding } from '../finding.ts';
import type { Outcome, Target } from '../target.ts';
import type { Job, LaneState, Report, RunTask } from './jobs.ts';
import { minimise } from './minimise.ts';
import { Progress } from './progress.ts';
import { TargetInputs } from './target-inputs.ts';

/** An input that takes longer than this counts as one that never ends. */
const HANG_MS = 10_000;
const WATCH_MS = 100;
/** Seeds are made before the first input. */
const START_MS = 120_000;
/** A smaller input that hangs is looked for with less patience. */
const SHRINK_FACTOR = 4;
const SHRINK_PATIENCE = { attempts: 30, ms: 60_000 };
const MAX_HEAP_MB = 512;

/** How a worker ended: by itself, without an answer for so long, or out of memory. */
type End = 'done' | 'hang' | 'memory';

export interface RunSettings {
  readonly targetsModule: string;
  readonly targets: readonly Target[];
  readonly seed: number;
  /** Of all targets together. */
  readonly inputs: number;
  /** By the clock of `Date.now`. */
  readonly untilMs: number;
  readonly onFinding: (finding: Finding) => void;
  /** The longest that an input may take. */
  readonly hangMs?: number;
}

export interface RunResult {
  readonly lanes: readonly LaneState[];
  /** What the heap grew by where that was too much, in octets. */
  readonly growth: number;
}

/** Runs the targets in a worker; after an input that ends it, in another one from the next input on. */
export async function superviseRun(settings: RunSettings): Promise<RunResult> {
  const { targetsModule, targets, seed, inputs, untilMs, onFinding, hangMs = HANG_MS } = settings;
  let growth = 0;
  let lanes: readonly LaneState[] = targets.map(({ name }) => ({
    tally: { target: name, accepted: 0, refused: 0, failed: 0, ms: 0 },
    next: 0,
  }));
  for (;;) {
    const task: RunTask = { kind: 'run', seed, inputs: inputs - triedIn(lanes), untilMs, lanes };
    const progress = new Progress();
    const end = await inWorker({ targetsModule, progress: progress.buffer, task }, hangMs, (report) => {
      if (report.kind === 'finding') onFinding(report.finding);
      else if (report.kind === 'growth') growth = report.octets;
      else if (report.kind === 'state') lanes = report.lanes;
    });
    if (end === 'done') return { lanes, growth };
    const target = targets[progress.target];
    if (target === undefined) throw new Error('the fuzzing thread ended before its first input');
    onFinding(await endingFinding(settings, target, progress.index, end));
    lanes = lanes.map((lane, place) => (place === progress.target ? behind(lane, progress.index) : lane));
  }
}

/** What is wrong with one input, or what came of it. */
export async function superviseExamination(
  targetsModule: string,
  target: Target,
  input: Uint8Array,
): Promise<Finding | Outcome> {
  let result: Finding | Outcome | undefined;
  const task = { kind: 'examine', target: target.name, input } as const;
  const end = await inWorker({ targetsModule, progress: new Progress().buffer, task }, HANG_MS, (report) => {
    if (report.kind === 'finding') result = report.finding;
    else if (report.kind === 'outcome') result = report.outcome;
  });
  if (end !== 'done') return { target: target.name, input, report: wordsFor(end, HANG_MS) };
  if (result === undefined) throw new Error('the fuzzing thread ended without an answer');
  return result;
}

/** The input that ended a worker, made smaller in workers that may be ended as well. */
async function endingFinding(
  { targetsModule, seed, hangMs = HANG_MS }: RunSettings,
  target: Target,
  index: number,
  end: End,
): Promise<Finding> {
  const input = new TargetInputs(target, seed).at(index);
  const endsToo = async (candidate: Uint8Array): Promise<boolean> => {
    const task = { kind: 'examine', target: target.name, input: candidate } as const;
    const job = { targetsModule, progress: new Progress().buffer, task };
    return (await inWorker(job, hangMs / SHRINK_FACTOR, () => {})) === end;
  };
  const smallest = await minimise(target, input, endsToo, SHRINK_PATIENCE);
  return { target: target.name, input: smallest, report: wordsFor(end, hangMs) };
}

function wordsFor(end: End, hangMs: number): string {
  return end === 'hang' ? `no end after ${hangMs / 1000} s` : `all of ${MAX_HEAP_MB} MB of memory taken`;
}

/** The lane from the input behind `index` on. Those tried since the worker's last report are not counted. */
function behind({ tally }: LaneState, index: number): LaneState {
  return { tally: { ...tally, failed: tally.failed + 1 }, next: index + 1 };
}

function triedIn(lanes: readonly LaneState[]): number {
  return lanes.reduce((sum, { tally }) => sum + tally.accepted + tally.refused + tally.failed, 0);
}

/** Runs a job to its end, or ends it where its progress stands still for so long. */
async function inWorker(job: Job, hangMs: number, onReport: (report: Report) => void): Promise<End> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const progress = new Progress(job.progress);
  return new Promise<End>((resolve, reject) => {
    let beat = progress.beat;
    let movedMs = performance.now();
    const watch = setInterval(() => {
      if (progress.beat !== beat) {
        beat = progress.beat;
        movedMs = performance.now();
      } else if (performance.now() > movedMs + (beat === 0 ? START_MS : hangMs)) {
        settle(() => resolve('hang'));
      }
    }, WATCH_MS);
    let settled = false;
    const settle = (then: () => void): void => {
      if (settled) return;
      settled = true;
      clearInterval(watch);
      worker.terminate().then(then, reject);
    };
    worker.on('message', onReport);
    worker.on('error', (error: NodeJS.ErrnoException) => {
      settle(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve('memory') : reject(error)));
    });
    worker.on('exit', () => settle(() => resolve('done')));
  });
}
