export { conformanceCases } from './conformance-cases.ts';
export type { ConformanceCase, ConformanceHarness, CreateOptions } from './harness.ts';
