/** `spread` alone, as it brings a hash function that nothing else needs. */
export type { Combinator, CombinatorOptions } from './select/index.ts';
export { spread, type SpreadOptions } from './select/spread.ts';
