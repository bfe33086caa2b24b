export type {
  BulkAnswer,
  BulkFailure,
  BulkNames,
  BulkOptions,
  BulkProgress,
  BulkQuestion,
  BulkQuestions,
  BulkResult,
  BulkRun,
} from './bulk-run.ts';
export { FlightLimits } from './flight-limits.ts';
export { resolveMany } from './resolve-many.ts';
