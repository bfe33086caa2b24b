import type { Finding } from '../finding.ts';
import type { Outcome } from '../target.ts';

/** What came of a target's inputs so far. */
export interface Tally {
  readonly target: string;
  accepted: number;
  refused: number;
  failed: number;
  /** The time that they took, making them included. */
  ms: number;
}

/** How far a target has come. */
export interface LaneState {
  readonly tally: Tally;
  /** The index of the next input. */
  readonly next: number;
}

/** What a worker is asked to do. */
export interface Job {
  /** URL of the module that exports `targets`. */
  readonly targetsModule: string;
  readonly progress: SharedArrayBuffer;
  readonly task: RunTask | ExamineTask;
}

/** Make inputs and try them. */
export interface RunTask {
  readonly kind: 'run';
  readonly seed: number;
  /** Of all targets together. */
  readonly inputs: number;
  /** By the clock of `Date.now`. */
  readonly untilMs: number;
  readonly lanes: readonly LaneState[];
}

/** Try one input, and look for a smaller one where it fails. */
export interface ExamineTask {
  readonly kind: 'examine';
  readonly target: string;
  readonly input: Uint8Array;
}

/** What a worker says. */
export type Report =
  | { readonly kind: 'state'; readonly lanes: readonly LaneState[] }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'growth'; readonly octets: number };
