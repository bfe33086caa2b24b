export { balance, type BalanceOptions } from './balance.ts';
export type { Circuit } from './circuit.ts';
export type { Combinator, CombinatorOptions } from './combinator.ts';
export { fallback } from './fallback.ts';
export { fastest, type FastestOptions } from './fastest.ts';
export { race, type RaceOptions } from './race.ts';
export { route, type RouteOptions, type Routes } from './route.ts';
export type { ChildStats } from './statistics.ts';
