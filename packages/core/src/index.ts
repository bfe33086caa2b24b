export type { AddressFilterOptions, NetworkSet } from './address/index.ts';
export { bootstrap, type Bootstrap, type BootstrapOptions } from './bootstrap/index.ts';
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
} from './bulk/index.ts';
export * from './errors/index.ts';
export {
  parseHosts,
  type AnswerSource,
  type CacheMode,
  type CacheSource,
  type Hosts,
  type Layer,
  type LocalOptions,
  type LocalRule,
  type LocalSource,
  type NetworkSource,
  type Query,
  type QueryContext,
  type Request,
  type Response,
} from './layers/index.ts';
export { addressesIn, type AddressAnswer } from './message/addresses.ts';
export {
  extendedErrorCodes,
  type ExtendedErrorPurpose,
  extendedErrorsOf,
} from './message/extended-errors.ts';
export * from './message/index.ts';
export { Name, toAscii } from './name/index.ts';
export * from './rdata/index.ts';
export type {
  AskedUpstream,
  AttemptEnded,
  AttemptStarted,
  CacheAction,
  CacheEvent,
  EventKind,
  Evidence,
  EvidenceOptions,
  Observer,
  PoolEvent,
  QueryEnded,
  QueryStarted,
  ResolverEvent,
  ResolverStats,
  UpstreamEvent,
  UpstreamStats,
} from './observe/index.ts';
export {
  createResolver,
  type AddressOrder,
  type Answer,
  type Lookup,
  type LookupAddress,
  type LookupOptions,
  type ResolveOptions,
  type Resolver,
  type ResolverOptions,
  type Reverse,
  type ReverseOptions,
  type SearchOptions,
  type SendOptions,
  type SourceFor,
} from './resolver/index.ts';
export * from './select/index.ts';
export type {
  Address,
  AddressSource,
  Clock,
  ConnectionInfo,
  ExchangeContext,
  Protocol,
  Timer,
  Transport,
  TransportReply,
  TransportSelector,
  TransportTraits,
  Trust,
  WireQuestion,
} from './transport/index.ts';
