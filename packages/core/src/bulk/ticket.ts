import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';

/** One name of a run, from the source to its result. */
export interface Ticket {
  readonly index: number;
  readonly name: string | Name;
  readonly type: RecordType;
  /** How often it was asked. */
  rounds: number;
  /** When it was asked last. */
  sentAtMs: number;
  /** Before this it is not asked again. */
  dueMs: number;
}
