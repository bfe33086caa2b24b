export type { CombinatorOptions } from './combinator.ts';
export { fallback } from './fallback.ts';
