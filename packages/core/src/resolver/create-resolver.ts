import { type AddressFilter, addressFilter } from '../address/index.ts';
import { type BulkOptions, type BulkRun, FlightLimits, resolveMany } from '../bulk/index.ts';
import { ClosedError } from '../errors/index.ts';
import { withContext } from '../errors/with-context.ts';
import {
  compose,
  filter,
  follow,
  local,
  type LocalAnswers,
  localAnswers,
  network,
  type Response,
  retry,
} from '../layers/index.ts';
import type { Message } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import { ResolverEvidence, type ResolverStats } from '../observe/index.ts';
import type { RecordType } from '../rdata/index.ts';
import { fallback } from '../select/index.ts';
import { type Clock, systemClock, type Transport } from '../transport/index.ts';
import type { Answer } from './answer.ts';
import type { Ask } from './ask.ts';
import { Asker } from './asker.ts';
import { checkOptions } from './check-options.ts';
import { clientSubnetOption } from './client-subnet.ts';
import { lookupLiteral } from './literal.ts';
import { type Lookup, type LookupEnvironment, lookupName, type LookupOptions } from './lookup.ts';
import {
  filterChecks,
  lookupChecks,
  resolveChecks,
  resolverChecks,
  reverseChecks,
  sendChecks,
} from './option-checks.ts';
import type { ResolveOptions, ResolverOptions, SendOptions } from './options.ts';
import { questionTrust } from './question-trust.ts';
import { type RequestDefaults, requestFor } from './request.ts';
import type { Resolver } from './resolver.ts';
import { type Reverse, reverseAddress, reverseLookup, type ReverseOptions } from './reverse.ts';
import { type Candidates, searched, searchList } from './search.ts';
import { Underway } from './underway.ts';

const DEFAULT_TIMEOUT_MS = 5_000;
const DEFAULT_TRIES = 2;
/** Tells an upstream to pass on no part of the client's address (RFC 7871 7.1.2). */
const NO_CLIENT_SUBNET = '0.0.0.0/0';

const NO_OPTIONS = {};

/** A resolver over transports. Throws `RangeError` for options that cannot be used, `TypeError` for one that there is not. */
export function createResolver(options: ResolverOptions): Resolver {
  checkOptions('createResolver', options, resolverChecks, ['upstream']);
  if (options.filter !== undefined)
    checkOptions('createResolver: filter', options.filter, filterChecks, ['deny']);
  try {
    return new StubResolver(options);
  } catch (error) {
    throw error instanceof RangeError ? withContext(error, 'createResolver') : error;
  }
}

class StubResolver implements Resolver {
  readonly upstream: Transport;
  readonly #asker: Asker;
  readonly #evidence: ResolverEvidence;
  readonly #localAnswers: LocalAnswers;
  readonly #addressFilter: AddressFilter | undefined;
  readonly #searchList: (text: string) => Candidates;
  readonly #requests: RequestDefaults;
  readonly #lookups: LookupEnvironment;
  readonly #resources: readonly AsyncDisposable[];
  readonly #underway: Underway = new Underway();
  readonly #limits: FlightLimits = new FlightLimits();
  #closing: Promise<void> | undefined;

  constructor(options: ResolverOptions) {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, tries = DEFAULT_TRIES, clock = systemClock } = options;
    const upstream = oneUpstream(options, clock);
    this.upstream = upstream;
    const trust = questionTrust(upstream);
    this.#evidence = new ResolverEvidence(options, clock);
    this.#localAnswers = localAnswers(options);
    this.#addressFilter = options.filter && addressFilter(options.filter);
    this.#searchList = searchList(options);
    this.#requests = { clientSubnet: clientSubnetOption(options.clientSubnet ?? NO_CLIENT_SUBNET) };
    this.#lookups = { clock, traits: upstream.traits, sourceFor: options.sourceFor };
    this.#resources = options.resources ?? [];
    const layers = [
      ...(options.layers ?? []),
      ...(this.#addressFilter === undefined ? [] : [filter(this.#addressFilter)]),
      // Each step of following is a question of its own to all that is below it.
      follow(trust),
      local(this.#localAnswers),
      retry(tries, clock),
    ];
    this.#asker = new Asker({
      upstream,
      trust,
      query: compose(layers, network(upstream, clock)),
      clock,
      evidence: this.#evidence,
      underway: this.#underway,
      timeoutMs,
      tries,
      requests: this.#requests,
    });
  }

  async resolve(
    name: string | Name,
    type: RecordType = 'A',
    options: ResolveOptions = NO_OPTIONS,
  ): Promise<Answer<never>> {
    const { candidates, ask } = this.#prepare(name, type, options, () => {
      checkOptions('resolve', options, resolveChecks);
      return this.#named(name, options);
    });
    const answer = isOne(candidates)
      ? ask(candidates.own, type)
      : this.#underway.run(() => searched(candidates, (each) => ask(each, type)));
    return answer as Promise<Answer<never>>;
  }

  async lookup(name: string | Name, options: LookupOptions = NO_OPTIONS): Promise<Lookup> {
    const prepared = this.#prepare(name, options.family === 6 ? 'AAAA' : 'A', options, () => {
      checkOptions('lookup', options, lookupChecks);
      const isText = typeof name === 'string';
      const literal = isText ? lookupLiteral(name, options, this.#addressFilter) : undefined;
      return literal ?? this.#named(name, options);
    });
    if ('addresses' in prepared) return prepared;
    const { candidates, ask } = prepared;
    const find = (each: Name): Promise<Lookup> => lookupName(each, ask, options, this.#lookups);
    return this.#underway.run(() => (isOne(candidates) ? find(candidates.own) : searched(candidates, find)));
  }

  async reverse(address: string, options: ReverseOptions = NO_OPTIONS): Promise<Reverse> {
    const { octets, ask } = this.#prepare(address, 'PTR', options, () => {
      checkOptions('reverse', options, reverseChecks);
      return { octets: reverseAddress(address), ask: this.#asker.asking(options) };
    });
    return this.#underway.run(() => reverseLookup(octets, ask, options));
  }

  async query(message: Message, options: SendOptions = NO_OPTIONS): Promise<Response> {
    const [asked] = message.questions;
    const send = this.#prepare(asked?.name ?? '', asked?.type ?? '', options, () => {
      checkOptions('query', options, sendChecks);
      return this.#asker.sending(message, options);
    });
    return send();
  }

  resolveMany(source: unknown, options: BulkOptions = NO_OPTIONS): BulkRun<never> {
    const { clock } = this.#lookups;
    return resolveMany(source, options, { resolver: this, clock, limits: this.#limits }) as BulkRun<never>;
  }

  stats(): ResolverStats {
    return this.#evidence.stats();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** What has to be right before anything is asked. */
  #prepare<Prepared>(
    name: string | Name,
    type: string,
    { signal }: SendOptions,
    prepare: () => Prepared,
  ): Prepared {
    try {
      if (this.#closing !== undefined) throw new ClosedError('the resolver');
      return prepare();
    } catch (error) {
      throw this.#asker.refusal(error, name, type, signal);
    }
  }

  /** The names that one may stand for, and how to ask for them. */
  #named(
    name: string | Name,
    options: ResolveOptions,
  ): { readonly candidates: Candidates; readonly ask: Ask } {
    const candidates = this.#candidates(name);
    return { candidates, ask: this.#asker.asking(options, { name: candidates.own, as: name }) };
  }

  /** What is answered here as it is, is not searched for elsewhere. */
  #candidates(name: string | Name): Candidates {
    if (typeof name !== 'string') return { own: name, all: [name] };
    const candidates = this.#searchList(name);
    if (isOne(candidates)) return candidates;
    const { own } = candidates;
    const isLocal = this.#localAnswers(requestFor(own, 'A', {}, this.#requests)) !== undefined;
    return isLocal ? { own, all: [own] } : candidates;
  }

  async #close(): Promise<void> {
    // One query may ask several times.
    await this.#underway.ended();
    await this.upstream.close();
    await Promise.all(this.#resources.map((each) => each[Symbol.asyncDispose]()));
  }
}

function oneUpstream(
  { upstream, dangerAllowPlaintext = false, observe }: ResolverOptions,
  clock: Clock,
): Transport {
  if (!Array.isArray(upstream)) return upstream as Transport;
  const [first, second] = upstream as readonly Transport[];
  if (first !== undefined && second === undefined) return first;
  return fallback(upstream as readonly Transport[], {
    dangerAllowPlaintext,
    clock,
    ...(observe && { observe }),
  });
}

function isOne({ all }: Candidates): boolean {
  return all.length === 1;
}
