import type { AddressFilterOptions } from '../address/index.ts';
import type { Layer, LocalOptions } from '../layers/index.ts';
import type { EdnsOption, RecordClass } from '../message/index.ts';
import type { EvidenceOptions } from '../observe/index.ts';
import type { Clock, Transport, TransportSelector } from '../transport/index.ts';
import type { SourceFor } from './lookup.ts';
import type { SearchOptions } from './search.ts';

/** What a resolver is made of. */
export interface ResolverOptions extends LocalOptions, SearchOptions, EvidenceOptions {
  /** One transport, or several that are tried in this order. */
  readonly upstream: Transport | readonly Transport[];
  /**
   * What stands around all that the resolver does with a question, the first one outermost. None by default.
   */
  readonly layers?: readonly Layer[];
  /** How long a query may take in all, in milliseconds. 5,000 by default. */
  readonly timeoutMs?: number;
  /**
   * How often an upstream may be asked where no response came back or none that can be read, from 1 to 10; each try has its
   * share of the time. 2 by default. Other rcodes than NOERROR are responses.
   */
  readonly tries?: number;
  /**
   * The network that upstreams are told a question comes from (ECS, RFC 7871): `203.0.113.0/24` for example. `0.0.0.0/0` by default,
   * which tells them to pass on no part of the client's address; `false` says nothing about it.
   */
  readonly clientSubnet?: string | false;
  /**
   * The networks that answers may lead to, against upstreams and names that lead an application into its own network (DNS
   * rebinding, server-side request forgery). Applies to whatever answered, hosts and `localhost` included. All by default.
   */
  readonly filter?: AddressFilterOptions;
  /**
   * Tells `lookup` from which address of this machine another would be reached, for those rules of RFC 6724 that compare them.
   * Without it they are left out.
   */
  readonly sourceFor?: SourceFor;
  /** Allows encrypted and plain upstreams side by side, so that a query may travel in plaintext. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** What is closed after the upstreams, the transports of a bootstrap for example. None by default. */
  readonly resources?: readonly AsyncDisposable[];
  /** Time, for tests; the upstreams must have the same. */
  readonly clock?: Clock;
}

/** How one message is sent. */
export interface SendOptions {
  /** The upstreams to use: a protocol, an endpoint's URL or a transport. All by default. */
  readonly transport?: TransportSelector;
  /** Abandons the query: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Instead of the resolver's, in milliseconds. */
  readonly timeoutMs?: number;
  /** Instead of the resolver's. */
  readonly tries?: number;
}

/** What one query may ask for. */
export interface ResolveOptions extends SendOptions {
  /** `IN` by default. */
  readonly class?: RecordClass;
  /** Asks the upstream to resolve the name for us (RD, RFC 1035 4.1.1). True by default. */
  readonly recursionDesired?: boolean;
  /** Asks for DNSSEC records too (DO, RFC 3225). False by default. */
  readonly dnssecOk?: boolean;
  /** Asks the upstream for data that does not validate as well (CD, RFC 4035 3.2.2). False by default. */
  readonly checkingDisabled?: boolean;
  /** Asks the upstream to say whether it validated the answer (AD, RFC 6840 5.7). False by default. */
  readonly authenticData?: boolean;
  /** Instead of the resolver's. */
  readonly clientSubnet?: string | false;
  /** EDNS options beside those that a transport adds. None by default. */
  readonly ednsOptions?: readonly EdnsOption[];
}
