export type { AskedUpstream, Evidence } from './evidence.ts';
export type {
  AttemptEnded,
  AttemptStarted,
  CacheAction,
  CacheEvent,
  EventKind,
  PoolEvent,
  QueryEnded,
  QueryStarted,
  ResolverEvent,
  UpstreamEvent,
} from './events.ts';
export { checkedObserver, type Observer, report, wants } from './observer.ts';
export { type EvidenceOptions, ResolverEvidence } from './resolver-evidence.ts';
export type { ResolverStats, UpstreamStats } from './statistics.ts';
