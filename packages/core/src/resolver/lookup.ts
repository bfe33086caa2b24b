import { orderDestinations } from '../address/index.ts';
import { DnsError, FilteredError, NameNotFoundError, NoDataError, TimeoutError } from '../errors/index.ts';
import type { Name } from '../name/index.ts';
import { onAbort } from '../transport/abort-listeners.ts';
import type { Clock, Timer, TransportTraits } from '../transport/index.ts';
import type { Answer } from './answer.ts';
import type { Ask } from './ask.ts';
import type { ResolveOptions } from './options.ts';

/**
 * In which order to try addresses: `rfc6724` as that RFC's rules have it; `ipv6first` and `ipv4first` one family before the other,
 * each in the order of its answer; `verbatim` the family first whose answer came first.
 */
export type AddressOrder = 'rfc6724' | 'ipv6first' | 'ipv4first' | 'verbatim';

/** The address of this machine from which another one would be reached; undefined where none can reach it. */
export type SourceFor = (address: string) => string | undefined | Promise<string | undefined>;

/** What a lookup may ask for. */
export interface LookupOptions extends Omit<ResolveOptions, 'class'> {
  /** Addresses of one family alone; 0, the default, for both. */
  readonly family?: 0 | 4 | 6;
  /** `rfc6724` by default. */
  readonly order?: AddressOrder;
  /** Asks for HTTPS records too (RFC 9460 9). False by default. */
  readonly https?: boolean;
  /** Once there are addresses, what is still unanswered has so much time left, in milliseconds. 500 by default. */
  readonly graceMs?: number;
}

/** An address of a name. */
export interface LookupAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** How long it may be used, in seconds. */
  readonly ttlSeconds: number;
}

/** What a lookup found. */
export interface Lookup {
  /** In the order to try; at least one. */
  readonly addresses: readonly LookupAddress[];
  /** The name that the aliases led to; absent for an IP address. */
  readonly canonicalName?: Name;
  /** The HTTPS records, where they were asked for and there are some. */
  readonly https?: Answer<'HTTPS'>;
  /** Why one family has no address, or there are no HTTPS records, of what was asked for. */
  readonly errors: readonly DnsError[];
}

/** What lookups of a resolver have in common. */
export interface LookupEnvironment {
  readonly clock: Clock;
  /** Of the upstream. */
  readonly traits: TransportTraits;
  readonly sourceFor?: SourceFor | undefined;
}

type AddressAnswer = Answer<'A' | 'AAAA'>;

const DEFAULT_GRACE_MS = 500;

/**
 * Asks for all at once. One family is enough: the other may fail, or come too late. Rejects where neither has an address, with the
 * error that says most.
 */
export async function lookupName(
  name: Name,
  ask: Ask,
  options: LookupOptions,
  environment: LookupEnvironment,
): Promise<Lookup> {
  const { family = 0, order = 'rfc6724', signal } = options;
  const late = new AbortController();
  const stopListening = signal === undefined ? () => {} : onAbort(signal, () => late.abort(signal.reason));
  const arrived: AddressAnswer[] = [];
  const familyOf = async (type: 'A' | 'AAAA'): Promise<void> => {
    arrived.push(await ask(name, type, late.signal));
  };
  try {
    signal?.throwIfAborted();
    const families = [...(family === 4 ? [] : [familyOf('AAAA')]), ...(family === 6 ? [] : [familyOf('A')])];
    const https = options.https === true ? [ask(name, 'HTTPS', late.signal)] : [];
    const [outcomes, httpsOutcomes] = await withinGrace(families, https, late, options, environment);
    signal?.throwIfAborted();
    const errors = [...outcomes, ...httpsOutcomes].flatMap((each) =>
      each.status === 'rejected' ? [dnsError(each)] : [],
    );
    if (arrived.length === 0) throw tellingError(errors.slice(0, families.length));
    const service = httpsOutcomes.find((each) => each.status === 'fulfilled')?.value;
    return {
      addresses: await inOrder(arrived, order, environment),
      canonicalName: (arrived[0] as AddressAnswer).canonicalName,
      ...(service === undefined ? {} : { https: service }),
      errors,
    };
  } finally {
    stopListening();
  }
}

/** Waits for all; from the first family's answer on for so long, and for HTTPS records not at all where no family has one. */
async function withinGrace<Family, Https>(
  families: readonly Promise<Family>[],
  https: readonly Promise<Https>[],
  late: AbortController,
  { graceMs = DEFAULT_GRACE_MS }: LookupOptions,
  { clock, traits: { protocol, endpoint } }: LookupEnvironment,
): Promise<[PromiseSettledResult<Family>[], PromiseSettledResult<Https>[]]> {
  const timeout = (): void => late.abort(new TimeoutError({ phase: 'receive', protocol, endpoint }));
  let isOver = false;
  let grace: Timer | undefined;
  const startGrace = (): void => {
    if (!isOver) grace = clock.startTimer(graceMs, timeout);
  };
  void Promise.any(families).then(startGrace, timeout);
  try {
    // An abort ends them all.
    return await Promise.all([Promise.allSettled(families), Promise.allSettled(https)]);
  } finally {
    isOver = true;
    grace?.cancel();
  }
}

/** What is no DNS error is a fault of ours or of a layer. */
function dnsError({ reason }: PromiseRejectedResult): DnsError {
  if (reason instanceof DnsError) return reason;
  throw reason;
}

/** That a name does not exist holds for all families; that it has no records of one type says least. */
function tellingError(errors: readonly DnsError[]): DnsError {
  const kinds = [NameNotFoundError, FilteredError];
  const found = kinds
    .map((kind) => errors.find((each) => each instanceof kind))
    .find((each) => each !== undefined);
  const failure = found ?? errors.find((each) => !(each instanceof NoDataError)) ?? errors.at(-1);
  return failure as DnsError;
}

async function inOrder(
  arrived: readonly AddressAnswer[],
  order: AddressOrder,
  { sourceFor }: LookupEnvironment,
): Promise<LookupAddress[]> {
  const addresses = arrived.flatMap(addressesOf);
  switch (order) {
    case 'verbatim':
      return addresses;
    case 'ipv4first':
      return addresses.toSorted((left, right) => left.family - right.family);
    case 'ipv6first':
      return addresses.toSorted((left, right) => right.family - left.family);
    case 'rfc6724':
      break;
  }
  // The same whichever answer came first: what the rules leave undecided has IPv6 first.
  const ipv6First = addresses.toSorted((left, right) => right.family - left.family);
  return sourceFor === undefined
    ? orderDestinations(ipv6First)
    : orderDestinations(ipv6First, await sourcesOf(ipv6First, sourceFor));
}

function addressesOf({ type, records, ttlSeconds }: AddressAnswer): LookupAddress[] {
  const family = type === 'A' ? 4 : 6;
  return records.map(({ rdata: { address } }) => ({ address, family, ttlSeconds }));
}

async function sourcesOf(
  addresses: readonly LookupAddress[],
  sourceFor: SourceFor,
): Promise<ReadonlyMap<string, string | undefined>> {
  return new Map(
    await Promise.all(addresses.map(async ({ address }) => [address, await sourceFor(address)] as const)),
  );
}
