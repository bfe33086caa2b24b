import { attachAttempts, attempt } from '../errors/attempt.ts';
import { type Attempt, DnsError, type Phase, TimeoutError, TransportError } from '../errors/index.ts';
import type { AskedUpstream, Evidence } from './evidence.ts';
import type { AttemptEnded, CacheAction, QueryEnded } from './events.ts';
import { type Observer, report, wants } from './observer.ts';
import { REDACTED, redactedAttempt, redactedError } from './redact.ts';
import type { ResolverEvidence } from './resolver-evidence.ts';

/** What an answer says about where it came from, as far as evidence goes. */
export interface Source {
  readonly kind: 'network' | 'cache' | 'local';
  readonly stale?: boolean;
  readonly elapsedMs: number;
}

type Answerer = AskedUpstream & { readonly reused: boolean };

/** The code of what its caller gave up. */
const ABORTED = 'ABORT_ERR';
/** Not of one resolver, as several may have one observer. */
let lastQueryId = 0;

/** The evidence of one query. */
export class QueryEvidence implements Evidence {
  readonly #id: number = ++lastQueryId;
  readonly #resolver: ResolverEvidence;
  readonly #name: { toString(): string };
  readonly #type: string;
  readonly #askedAtMs: number;
  #attempts: Attempt[] | undefined;
  /** The attempt answered last: an object is made of it only where somebody asks or more attempts follow. */
  #answerer: Answerer | undefined;
  #answerFromMs = 0;
  #answerAtMs = 0;
  #leader: Evidence | undefined;

  constructor(resolver: ResolverEvidence, name: { toString(): string }, type: string, nowMs: number) {
    this.#resolver = resolver;
    this.#name = name;
    this.#type = type;
    this.#askedAtMs = nowMs;
    resolver.statistics.queries++;
    const { observer } = resolver;
    if (wants(observer, 'query')) report(observer, { ...this.#query(), stage: 'started' });
  }

  get attempts(): readonly Attempt[] {
    if (this.#leader !== undefined) return this.#leader.attempts;
    this.#keepAnswered();
    return this.#attempts ?? [];
  }

  get failures(): readonly Attempt[] | undefined {
    const failures = this.#attempts?.filter(({ cause }) => cause !== undefined) ?? [];
    return failures.length === 0 ? undefined : failures.map((each) => this.#shown(each));
  }

  /** The query has its answer. */
  succeeded({ kind, stale = false, elapsedMs }: Source): void {
    const { statistics, observer } = this.#resolver;
    statistics.ended++;
    statistics.answers[stale ? 'stale' : kind]++;
    if (kind === 'network') statistics.latency.add(elapsedMs);
    if (wants(observer, 'query')) report(observer, this.#ended({ source: kind, stale }));
  }

  /**
   * What the query rejects with because of an error: that error with its attempts, or one like it without names. The
   * signal's reason is the caller's own, and stays as it is.
   */
  rejection(error: unknown, signal: AbortSignal | undefined): unknown {
    const { statistics, observer, redactNames } = this.#resolver;
    const aborted = signal?.aborted === true && error === signal.reason;
    const code = aborted ? ABORTED : codeOf(error);
    statistics.ended++;
    statistics.failed(code);
    if (error instanceof DnsError && !aborted) this.#attachTo(error);
    const shown = redactNames && !aborted ? redactedError(error, String(this.#name)) : error;
    if (wants(observer, 'query'))
      report(observer, this.#ended({ stale: false, code, ...(aborted ? {} : { error: shown }) }));
    return shown;
  }

  started({ protocol, endpoint }: AskedUpstream): void {
    const { statistics, observer } = this.#resolver;
    statistics.attemptStarted(endpoint, protocol);
    if (wants(observer, 'attempt'))
      report(observer, { kind: 'attempt', stage: 'started', queryId: this.#id, protocol, endpoint });
  }

  answered(answerer: Answerer, startedAtMs: number, nowMs: number): void {
    const { statistics, observer } = this.#resolver;
    statistics.attemptAnswered(answerer.endpoint, nowMs - startedAtMs);
    this.#keepAnswered();
    this.#answerer = answerer;
    this.#answerFromMs = startedAtMs;
    this.#answerAtMs = nowMs;
    if (wants(observer, 'attempt')) this.#reportEnd(observer, this.#answeredBy(answerer));
  }

  failed(error: TransportError | TimeoutError, startedAtMs: number, nowMs: number): void {
    const { statistics, observer } = this.#resolver;
    statistics.attemptFailed(error.endpoint);
    this.#keepAnswered();
    const failed = failedBy(error, startedAtMs - this.#askedAtMs, nowMs - startedAtMs);
    (this.#attempts ??= []).push(failed);
    if (wants(observer, 'attempt')) this.#reportEnd(observer, failed);
  }

  abandoned(
    { protocol, endpoint, phase, reused }: Answerer & { readonly phase: Phase },
    startedAtMs: number,
    nowMs: number,
  ): void {
    const { observer } = this.#resolver;
    if (!wants(observer, 'attempt')) return;
    const times = { startedAtMs: startedAtMs - this.#askedAtMs, elapsedMs: nowMs - startedAtMs };
    this.#reportEnd(observer, { protocol, endpoint, phase, ...times, reused, code: ABORTED });
  }

  follow(leader: Evidence): void {
    this.#leader = leader;
  }

  cache(action: CacheAction, name: { toString(): string }, type: string): void {
    const { observer } = this.#resolver;
    if (!wants(observer, 'cache')) return;
    report(observer, { kind: 'cache', action, queryId: this.#id, name: this.#shownName(name), type });
  }

  /** A leaf that leaves no word of its attempts still says in its error what was asked. */
  #attachTo(error: DnsError): void {
    const { attempts } = this;
    const tells = error instanceof TransportError || error instanceof TimeoutError;
    attachAttempts(error, attempts.length === 0 && tells ? [failedBy(error, 0, 0)] : attempts);
  }

  #keepAnswered(): void {
    if (this.#answerer === undefined) return;
    (this.#attempts ??= []).push(this.#answeredBy(this.#answerer));
    this.#answerer = undefined;
  }

  #answeredBy({ protocol, endpoint, reused }: Answerer): Attempt {
    const startedAtMs = this.#answerFromMs - this.#askedAtMs;
    const elapsedMs = this.#answerAtMs - this.#answerFromMs;
    return attempt({ protocol, endpoint, phase: 'receive', startedAtMs, elapsedMs, reused });
  }

  #reportEnd(observer: Observer, ended: Attempt): void {
    const { cause, ...fields } = this.#shown(ended);
    const event: AttemptEnded = { kind: 'attempt', stage: 'ended', queryId: this.#id, ...fields };
    report(observer, cause === undefined ? event : { ...event, cause });
  }

  #ended(outcome: Pick<QueryEnded, 'source' | 'stale' | 'code' | 'error'>): QueryEnded {
    const elapsedMs = this.#resolver.nowMs - this.#askedAtMs;
    return { ...this.#query(), stage: 'ended', elapsedMs, ...outcome };
  }

  #query(): Pick<QueryEnded, 'kind' | 'queryId' | 'name' | 'type'> {
    return { kind: 'query', queryId: this.#id, name: this.#shownName(this.#name), type: this.#type };
  }

  #shown(each: Attempt): Attempt {
    return this.#resolver.redactNames ? redactedAttempt(each, String(this.#name)) : each;
  }

  #shownName(name: { toString(): string }): string {
    return this.#resolver.redactNames ? REDACTED : String(name);
  }
}

function failedBy(cause: TransportError | TimeoutError, startedAtMs: number, elapsedMs: number): Attempt {
  const { protocol, endpoint, phase, reused } = cause;
  return attempt({ protocol, endpoint, phase, startedAtMs, elapsedMs, reused, cause });
}

function codeOf(error: unknown): string {
  if (error instanceof DnsError) return error.code;
  if (error instanceof TypeError) return 'TypeError';
  return error instanceof RangeError ? 'RangeError' : 'Error';
}
