export type { Answer } from './answer.ts';
export { createResolver } from './create-resolver.ts';
export type { AddressOrder, Lookup, LookupAddress, LookupOptions, SourceFor } from './lookup.ts';
export type { ResolveOptions, ResolverOptions, SendOptions } from './options.ts';
export type { Resolver } from './resolver.ts';
export type { Reverse, ReverseOptions } from './reverse.ts';
export type { SearchOptions } from './search.ts';
