import type { Task } from './tasks.ts';

/** What `pnpm bench NAME` runs. */
export interface Suite {
  readonly name: string;
  /** What is measured, in a few words: a heading. */
  readonly title: string;
  /**
   * Starts what all its contenders need, servers above all, and tells the experiments. Rejects where that is not to be
   * had: the suite is then left out, and the reason shown.
   */
  open(context: SuiteContext): Promise<OpenSuite>;
}

export interface SuiteContext {
  /** What is put on it is disposed of after the suite. */
  readonly stack: AsyncDisposableStack;
  readonly cpus: Cpus;
}

/** The CPUs that the two sides keep to; undefined where the machine has but one. */
export interface Cpus {
  readonly client: number | undefined;
  readonly server: number | undefined;
}

export interface OpenSuite {
  readonly experiments: readonly Experiment[];
  /** Of the servers, by name. */
  readonly versions?: Readonly<Record<string, string>>;
  /** What the issue asks for and cannot be run. */
  readonly leftOut?: readonly LeftOut[];
}

export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** The same tasks for several contenders, who take turns. */
export interface Experiment {
  /** Unique in its suite; part of file names. */
  readonly name: string;
  readonly title: string;
  /** What to know before reading the figures. */
  readonly note?: string;
  /** What the points are: `in flight` for example. */
  readonly axis: string;
  readonly points: readonly Point[];
  /** In the order of the tables; ratios and charts are of the first. */
  readonly metrics: readonly Metric[];
  /** The contender that the others are set in proportion to: the limit, or what people use today. */
  readonly reference?: string;
  readonly contenders: readonly Contender[];
  readonly rounds: number;
}

export interface Point {
  readonly at: number | string;
  readonly task: Task;
}

export interface Metric {
  /** The key in a sample's values. */
  readonly key: string;
  /** With the unit: `q/s`, `CPU us/query`. */
  readonly label: string;
  readonly better: 'higher' | 'lower';
  /** Digits behind the point; none by default. */
  readonly digits?: number;
  /** Which of the rounds is shown; the median by default. */
  readonly shown?: 'least';
}

/** One that takes part, in a process of its own. */
export interface Contender {
  /** Unique in its experiment. */
  readonly name: string;
  /** Why it has no part in a task; undefined where it has one. */
  skips?(task: Task): string | undefined;
  /** Rejects where it is not to be had: it is then left out, and the reason shown. */
  start(cpu: number | undefined): Promise<RunningContender>;
  /** Writes a CPU and a heap profile of itself during a task, where it can. */
  readonly canProfile?: boolean;
}

export interface RunningContender extends AsyncDisposable {
  readonly version: string;
  /** Rejects where nothing could be measured; the contender is started anew for its next task. */
  measure(task: Task): Promise<Sample>;
}

/** What came of one task. */
export interface Sample {
  readonly values: Readonly<Record<string, number>>;
  /** Asked and never answered. */
  readonly lost: number;
  /** Ended in an error or a wrong answer. */
  readonly failed: number;
  readonly firstFailure?: string;
}
