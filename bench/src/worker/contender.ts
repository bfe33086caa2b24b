import type { Sample } from '../model.ts';
import type { Task } from '../tasks.ts';

/** What a module of contenders/ exports as `open`. The settings are the suite's. */
// eslint-disable-next-line typescript/no-explicit-any -- they come as JSON, and each module says what it takes
export type Open = (settings: any) => Promise<WorkerContender> | WorkerContender;

export interface WorkerContender {
  /** Of the package that is measured. */
  readonly version: string;
  measure(task: Task): Promise<Sample>;
}
