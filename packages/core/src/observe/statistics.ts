import { LatencyHistogram } from './latency-histogram.ts';

/** What a resolver has counted since it was made. Plain data: it can be printed, stored or sent. */
export interface ResolverStats {
  /** All that were asked, those under way included. */
  readonly queries: number;
  /** Those that have neither an answer nor an error yet. */
  readonly inFlight: number;
  /** By where they came from; `stale` are those of the cache whose TTL had passed. */
  readonly answers: {
    readonly network: number;
    readonly cache: number;
    readonly stale: number;
    readonly local: number;
  };
  /** By the error's code; `ABORT_ERR` are those that the caller gave up, and misuse has the name of its error. */
  readonly failures: Readonly<Record<string, number>>;
  /** How long answers from the network took lately, in milliseconds, to within 7%. Absent before the first. */
  readonly latency?: { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number };
  /** By the upstream's URL. */
  readonly upstreams: Readonly<Record<string, UpstreamStats>>;
  /** How often the observer threw or rejected. */
  readonly observerErrors: number;
}

/** What a resolver has counted of one upstream. */
export interface UpstreamStats {
  /** The transport's protocol, `tls` for example. */
  readonly protocol: string;
  /** How often it was asked. */
  readonly attempts: number;
  /** How often it failed: aborts are not among them, and answers of any rcode neither. */
  readonly failures: number;
  /** How long it takes to answer, smoothed (RFC 6298 2), in milliseconds. Absent before the first answer. */
  readonly srttMs?: number;
}

interface Upstream {
  readonly protocol: string;
  attempts: number;
  failures: number;
  srttMs: number | undefined;
}

/** The weight of the newest sample (alpha in RFC 6298 2.3). */
const NEWEST = 1 / 8;

/** A resolver's counters: an increment for each thing that happens. */
export class Statistics {
  queries = 0;
  ended = 0;
  readonly answers: { network: number; cache: number; stale: number; local: number } = {
    network: 0,
    cache: 0,
    stale: 0,
    local: 0,
  };
  readonly latency: LatencyHistogram = new LatencyHistogram();
  readonly #failures = new Map<string, number>();
  readonly #upstreams = new Map<string, Upstream>();

  failed(code: string): void {
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1);
  }

  attemptStarted(endpoint: string, protocol: string): void {
    const upstream = this.#upstreams.get(endpoint);
    if (upstream !== undefined) upstream.attempts++;
    else this.#upstreams.set(endpoint, { protocol, attempts: 1, failures: 0, srttMs: undefined });
  }

  attemptAnswered(endpoint: string, elapsedMs: number): void {
    const upstream = this.#upstreams.get(endpoint);
    if (upstream === undefined) return;
    const { srttMs = elapsedMs } = upstream;
    upstream.srttMs = srttMs + NEWEST * (elapsedMs - srttMs);
  }

  attemptFailed(endpoint: string): void {
    const upstream = this.#upstreams.get(endpoint);
    if (upstream !== undefined) upstream.failures++;
  }

  summary(observerErrors: number): ResolverStats {
    const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => this.latency.quantile(share));
    const known = p50Ms !== undefined && p95Ms !== undefined && p99Ms !== undefined;
    return {
      queries: this.queries,
      inFlight: this.queries - this.ended,
      answers: { ...this.answers },
      failures: Object.fromEntries(this.#failures),
      ...(known ? { latency: { p50Ms, p95Ms, p99Ms } } : {}),
      upstreams: Object.fromEntries([...this.#upstreams].map(([endpoint, each]) => [endpoint, plain(each)])),
      observerErrors,
    };
  }
}

function plain({ srttMs, ...counts }: Upstream): UpstreamStats {
  return srttMs === undefined ? counts : { ...counts, srttMs };
}
