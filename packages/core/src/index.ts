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
export type {
  AnswerSource,
  CacheMode,
  CacheSource,
  Layer,
  LocalSource,
  NetworkSource,
  Query,
  QueryContext,
  Request,
  Response,
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
  type Answer,
  type ResolveOptions,
  type Resolver,
  type ResolverOptions,
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
