import { ClosedError } from '../errors/index.ts';
import { createResolver } from '../resolver/index.ts';
import { endpointHost } from '../transport/endpoint-forms.ts';
import {
  type Address,
  type AddressSource,
  type Clock,
  selectedLeaves,
  systemClock,
  type Transport,
} from '../transport/index.ts';
import { AddressRecords, type RecordsOptions } from './address-records.ts';
import { askUpstreams } from './ask-upstreams.ts';
import { bothFamilies } from './both-families.ts';

/** How to resolve upstreams' host names. */
export interface BootstrapOptions {
  /** How long that may take, in milliseconds. 5,000 by default. */
  readonly timeoutMs?: number;
  /** How long addresses stay in use after their TTL where no newer ones can be had, in seconds. 86,400 by default, at least 0. */
  readonly staleSeconds?: number;
  /** Allows encrypted and plain transports side by side. False by default. */
  readonly dangerAllowPlaintext?: boolean;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/** An address source that asks; disposed of, it gives up what it asks and finds nothing more. */
export interface Bootstrap extends AddressSource, AsyncDisposable {}

/** A day, as of a TTL that is too long. */
const DEFAULT_STALE_SECONDS = 86_400;
/** Upstreams are few; a source that is used for something else must not grow with it. */
const MAX_HOSTS = 256;

/**
 * An address source that asks the transports given, side by side, for A and AAAA records: each of them 100 ms after the
 * one before, or as soon as that failed. The first good answer counts.
 *
 * What was found is kept for its TTL, at least a minute and at most a day, is renewed when it is used shortly before that
 * ends, and for `staleSeconds` longer where nothing newer can be had. A failure is repeated for a second, up to
 * ten when it lasts. There is one query under way for a host and family, and no timer without one.
 *
 * IPv6 and IPv4 take turns in what it gives, IPv6 first (RFC 8305 4); a family that is late by 50 ms is left out, until
 * it is known. Rejects with the error of the A query where neither has an address, with the signal's reason on
 * abort, and with `TypeError` for the host of one of the transports themselves, which must be named by address.
 *
 * Throws `RangeError` for no transport, for a mix of trust classes without `dangerAllowPlaintext`, and for bad options.
 * The transports stay the caller's to close, after the source was disposed of.
 */
export function bootstrap(transports: readonly Transport[], options: BootstrapOptions = {}): Bootstrap {
  const { clock = systemClock, staleSeconds = DEFAULT_STALE_SECONDS, ...resolverOptions } = options;
  if (!(staleSeconds >= 0))
    throw new RangeError(`staleSeconds is ${staleSeconds}, which is not a number from 0`);
  const resolver = createResolver({ ...resolverOptions, upstream: transports, clock });
  const closed = new AbortController();
  const ownHosts = new Set(hostsOf(transports));
  const hosts = new Map<string, HostRecords>();

  const recordsOf = (host: string): HostRecords => {
    const known = hosts.get(host) ?? newRecords(host);
    // The one that was used last stands at the end.
    hosts.delete(host);
    hosts.set(host, known);
    const [oldest] = hosts.keys();
    if (hosts.size > MAX_HOSTS && oldest !== undefined) hosts.delete(oldest);
    return known;
  };
  const newRecords = (host: string): HostRecords => {
    const of = (type: 'A' | 'AAAA'): AddressRecords => {
      const ask: RecordsOptions['ask'] = () =>
        askUpstreams(resolver, transports, { host, type }, closed.signal, clock);
      return new AddressRecords({ ask, staleMs: staleSeconds * 1000, clock });
    };
    return { ipv4: of('A'), ipv6: of('AAAA') };
  };

  const find = async (host: string, signal: AbortSignal): Promise<readonly Address[]> => {
    signal.throwIfAborted();
    if (closed.signal.aborted) throw closed.signal.reason;
    if (ownHosts.has(host)) throw new TypeError(wouldAskItself(host));
    const { ipv6, ipv4 } = recordsOf(host);
    return bothFamilies(ipv6.find(signal), ipv4.find(signal), clock);
  };
  const dispose = (): Promise<void> => {
    closed.abort(new ClosedError('the bootstrap'));
    return Promise.resolve();
  };
  return Object.assign(find, { [Symbol.asyncDispose]: dispose });
}

/** The host names, in lower case, that transports or their children are reached by; empty where all are named by address. */
function hostsOf(transports: readonly Transport[]): string[] {
  return transports
    .flatMap((each) => selectedLeaves(each, undefined))
    .map(({ traits }) => endpointHost(traits.endpoint))
    .filter((host) => host !== undefined);
}

interface HostRecords {
  readonly ipv6: AddressRecords;
  readonly ipv4: AddressRecords;
}

function wouldAskItself(host: string): string {
  return `${host} would have to resolve itself: name this bootstrap by its address, as in tls://192.0.2.1#${host}`;
}
