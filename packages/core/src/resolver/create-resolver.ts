import {
  type BulkNames,
  type BulkOptions,
  type BulkQuestions,
  type BulkRun,
  FlightLimits,
  resolveMany,
} from '../bulk/index.ts';
import { ClosedError } from '../errors/index.ts';
import { compose, type Layer, network, type Query, type Request } from '../layers/index.ts';
import { type EdnsOption, type RecordClass, recordClasses } from '../message/index.ts';
import { type EvidenceOptions, ResolverEvidence, type ResolverStats } from '../observe/index.ts';
import { Name, toAscii } from '../name/index.ts';
import { allTypes, type RecordType } from '../rdata/index.ts';
import { fallback } from '../select/index.ts';
import {
  type Clock,
  notSelected,
  selectedLeaves,
  systemClock,
  type Transport,
  type TransportSelector,
  type Trust,
  trustOf,
  weakestTrust,
} from '../transport/index.ts';
import { isRouted } from '../transport/select.ts';
import { type Answer, answerFrom } from './answer.ts';

/** What a resolver is made of. */
export interface ResolverOptions extends EvidenceOptions {
  /** One transport, or several that are tried in this order. */
  readonly upstream: Transport | readonly Transport[];
  /** What stands between the question and the upstream, the first one outermost. None by default. */
  readonly layers?: readonly Layer[];
  /** How long a query may take in all, in milliseconds. 5,000 by default. */
  readonly timeoutMs?: number;
  /** Allows encrypted and plain upstreams side by side, so that a query may travel in plaintext. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** What is closed after the upstreams, the transports of a bootstrap for example. None by default. */
  readonly resources?: readonly AsyncDisposable[];
  /** Time, for tests; the upstreams must have the same. */
  readonly clock?: Clock;
}

/** What one query may ask for. */
export interface ResolveOptions {
  /** The upstreams to use: a protocol, an endpoint's URL or a transport. All by default. */
  readonly transport?: TransportSelector;
  /** Abandons the query: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Instead of the resolver's, in milliseconds. */
  readonly timeoutMs?: number;
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
  /** EDNS options beside those that a transport adds. None by default. */
  readonly ednsOptions?: readonly EdnsOption[];
}

/** Answers questions from its upstreams. Safe for concurrent calls; made once and shared. */
export interface Resolver extends AsyncDisposable {
  /** The upstreams as one transport. */
  readonly upstream: Transport;
  /**
   * The records of a type, `A` by default, at a name; aliases in the response are followed.
   *
   * Rejects with `NameNotFoundError` (NXDOMAIN), `NoDataError` (no such record), `ResponseError` (another rcode),
   * `WireError` (a malformed response), `TransportError`, `TimeoutError`, `AllUpstreamsError`, with the signal's reason
   * on abort, with `ClosedError` after `close()`. A name that is none is a `ParseError`, a bad option a `RangeError`.
   */
  resolve(name: string | Name, type?: 'A', options?: ResolveOptions): Promise<Answer<'A'>>;
  resolve<Type extends RecordType>(
    name: string | Name,
    type: Type,
    options?: ResolveOptions,
  ): Promise<Answer<Type>>;
  /**
   * Resolves many names at a time: as many as the upstreams can take, however many there are, with those asked again
   * that were lost. Names that cannot be resolved are results with an `error`; the run itself rejects with the
   * signal's reason, with what the source throws, or with `ClosedError`.
   *
   * Throws `TypeError` for a source that is not iterable, `RangeError` for a bad option.
   */
  resolveMany<Type extends RecordType = 'A'>(names: BulkNames, options?: BulkOptions<Type>): BulkRun<Type>;
  resolveMany<Type extends RecordType>(questions: BulkQuestions<Type>, options?: BulkOptions): BulkRun<Type>;
  /** What the resolver has counted since it was made, as plain data. */
  stats(): ResolverStats;
  /** Waits for the queries under way, then closes the upstreams and the other resources. Idempotent. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 5_000;

/** A resolver over transports. Throws `RangeError` for options that cannot be used. */
export function createResolver(options: ResolverOptions): Resolver {
  return new StubResolver(options);
}

class StubResolver implements Resolver {
  readonly upstream: Transport;
  readonly #query: Query;
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #evidence: ResolverEvidence;
  readonly #isRouted: boolean;
  readonly #resources: readonly AsyncDisposable[];
  readonly #limits = new FlightLimits();
  #closing: Promise<void> | undefined;

  constructor(options: ResolverOptions) {
    this.upstream = oneUpstream(options);
    this.#isRouted = isRouted(this.upstream);
    this.#clock = options.clock ?? systemClock;
    this.#evidence = new ResolverEvidence(options, this.#clock);
    this.#query = compose(options.layers ?? [], network(this.upstream, this.#clock));
    this.#timeoutMs = checkedTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    this.#resources = options.resources ?? [];
  }

  async resolve(
    name: string | Name,
    type: RecordType = 'A',
    options: ResolveOptions = {},
  ): Promise<Answer<never>> {
    const { transport: only, signal } = options;
    const nowMs = this.#clock.now();
    const evidence = this.#evidence.begin(name, type, nowMs);
    try {
      if (this.#closing !== undefined) throw new ClosedError('the resolver');
      const timeoutMs = checkedTimeout(options.timeoutMs ?? this.#timeoutMs);
      const request = requestFor(name, type, options);
      const response = await this.#query(request, {
        deadline: nowMs + timeoutMs,
        trust: this.#trustOf(request, only),
        evidence,
        ...(only === undefined ? {} : { only }),
        ...(signal === undefined ? {} : { signal }),
      });
      const answer = answerFrom(request, response) as Answer<never>;
      evidence.succeeded(answer.source);
      return answer;
    } catch (error) {
      throw evidence.rejection(error, signal);
    }
  }

  stats(): ResolverStats {
    return this.#evidence.stats();
  }

  resolveMany(source: unknown, options: BulkOptions = {}): BulkRun<never> {
    return resolveMany(source, options, {
      resolver: this,
      clock: this.#clock,
      limits: this.#limits,
    }) as BulkRun<never>;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Of the upstreams that a query may go to, what the weakest has. */
  #trustOf({ name, type }: Request, only: TransportSelector | undefined): Trust {
    if (only === undefined && !this.#isRouted) return trustOf(this.upstream.traits);
    const question = { name: name.octets, type: allTypes.codeOf(type) };
    const leaves = selectedLeaves(this.upstream, only, question);
    const [first, ...others] = leaves.map(({ traits }) => trustOf(traits));
    if (first === undefined) throw notSelected(this.upstream, only ?? this.upstream);
    return weakestTrust(first, ...others);
  }

  async #close(): Promise<void> {
    await this.upstream.close();
    await Promise.all(this.#resources.map((each) => each[Symbol.asyncDispose]()));
  }
}

function oneUpstream({
  upstream,
  dangerAllowPlaintext = false,
  observe,
  clock = systemClock,
}: ResolverOptions): Transport {
  if (!Array.isArray(upstream)) return upstream as Transport;
  const [first, second] = upstream as readonly Transport[];
  if (first !== undefined && second === undefined) return first;
  return fallback(upstream as readonly Transport[], {
    dangerAllowPlaintext,
    clock,
    ...(observe && { observe }),
  });
}

function requestFor(name: string | Name, type: RecordType, options: ResolveOptions): Request {
  // Both throw for what is no type or class, before anything is sent; a number that has a mnemonic becomes it.
  const code = allTypes.codeOf(type);
  const recordClass = recordClasses.name(recordClasses.code(options.class ?? 'IN'));
  if (isMetaType(code)) throw new RangeError(`${type} is no type of records`);
  return {
    name: typeof name === 'string' ? Name.from(toAscii(name)) : name,
    type: allTypes.nameOf(code),
    class: recordClass,
    recursionDesired: options.recursionDesired ?? true,
    dnssecOk: options.dnssecOk ?? false,
    checkingDisabled: options.checkingDisabled ?? false,
    authenticData: options.authenticData ?? false,
    ednsOptions: options.ednsOptions ?? [],
  };
}

/** Types that no answer has records of: OPT, and the range for queries, transactions and NXNAME (RFC 6895 3.1, RFC 9824 3.4). */
function isMetaType(code: number): boolean {
  return code === 0 || code === 41 || (code >= 128 && code <= 255);
}

function checkedTimeout(timeoutMs: number): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return timeoutMs;
  throw new RangeError(`timeoutMs is ${timeoutMs}, which is not a positive number`);
}
