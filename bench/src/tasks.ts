/** What a contender is told to do once. It crosses a process boundary as JSON. */
export type Task = (
  ThroughputTask | LatencyTask | OperationTask | MemoryTask | BulkTask | AttemptsTask | OnceTask
) & {
  /** Where to write profiles of this task: a path without its ending. */
  readonly profile?: string;
};

/** Keeps so many queries under way for a while. */
export interface ThroughputTask {
  readonly kind: 'throughput';
  readonly inFlight: number;
  /** Which queries, where there are several kinds: how long their answers are. */
  readonly what?: string;
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

/** Repeats something in a tight loop for a while. */
export interface OperationTask {
  readonly kind: 'operation';
  /** What, in the words of the suite: `read referral`. */
  readonly operation: string;
  /** Before its first measurement only: its code stays compiled. */
  readonly warmUpMs: number;
  readonly durationMs: number;
  /** Whether to tell what it allocates: it is then repeated some more. */
  readonly countsBytes?: boolean;
}

/** Holds so many of what the suite says: entries of a cache, connections, queries under way. */
interface MemoryTask {
  readonly kind: 'memory';
  readonly count: number;
  /** Which, where there are several: the transport of the connections. */
  readonly what?: string;
}

/** Resolves so many names, each once. */
export interface BulkTask {
  readonly kind: 'bulk';
  readonly names: number;
  /** Resolved before the time is taken. */
  readonly warmUpNames: number;
  /** Names that are not resolved by then count as lost. */
  readonly limitMs: number;
}

/** Connects so many times, one after the other. */
export interface AttemptsTask {
  readonly kind: 'attempts';
  readonly attempts: number;
  /** Where to, in the words of the suite. */
  readonly network: string;
  /** An attempt that takes longer is given up and counts as lost. */
  readonly limitMs: number;
}

/** Does what it is for, once. */
interface OnceTask {
  readonly kind: 'once';
}
