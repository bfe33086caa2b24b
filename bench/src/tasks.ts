/** What a contender is told to do once. It crosses a process boundary as JSON. */
export type Task = (ThroughputTask | LatencyTask | OperationTask) & {
  /** Where to write profiles of this task: a path without its ending. */
  readonly profile?: string;
};

/** Keeps so many queries under way for a while. */
export interface ThroughputTask {
  readonly kind: 'throughput';
  readonly inFlight: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

/** Sends queries at fixed times, however slowly the replies come. */
export interface LatencyTask {
  readonly kind: 'latency';
  readonly queriesPerSecond: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

/** Repeats something synchronous for a while. */
export interface OperationTask {
  readonly kind: 'operation';
  /** What, in the words of the suite: `decode referral`. */
  readonly operation: string;
  readonly durationMs: number;
}
