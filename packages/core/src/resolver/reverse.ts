import {
  embeddedIpv4,
  formatAddress,
  isInNetwork,
  parseAddress,
  parseNetwork,
  reverseName,
} from '../address/index.ts';
import { NameNotFoundError, NoDataError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import type { Name } from '../name/index.ts';
import type { Ask } from './ask.ts';
import type { ResolveOptions } from './options.ts';

/** What a reverse lookup may ask for. */
export interface ReverseOptions extends Omit<ResolveOptions, 'class'> {
  /**
   * Gives only names that have the address themselves (RFC 1912 2.1): whoever holds an address may give it any name. Of more than
   * eight names, the first eight. False by default.
   */
  readonly confirm?: boolean;
}

/** The names of an address. */
export interface Reverse {
  /** In the order of the answer; at least one. */
  readonly names: readonly Name[];
  /** How long they may be used, in seconds. */
  readonly ttlSeconds: number;
}

/** Each is a question that whoever holds the address makes us ask. */
const MAX_CONFIRMED_NAMES = 8;
const MAPPED = parseNetwork('::ffff:0:0/96');

/** Rejects as `resolve` does, and with `NoDataError` where no name is confirmed. */
export async function reverseLookup(
  octets: Uint8Array,
  ask: Ask,
  { confirm = false }: ReverseOptions,
): Promise<Reverse> {
  const name = reverseName(octets);
  const { records, ttlSeconds, message } = await ask(name, 'PTR');
  const names = records.map(({ rdata }) => rdata.ptrdname);
  if (!confirm) return { names, ttlSeconds };
  const asked = names.slice(0, MAX_CONFIRMED_NAMES);
  const outcomes = await Promise.allSettled(asked.map((each) => ttlOfConfirmation(each, octets, ask)));
  const confirmed: Name[] = [];
  let smallestTtl = ttlSeconds;
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.status === 'rejected') continue;
    if (outcome.value === undefined) continue;
    confirmed.push(asked[at] as Name);
    smallestTtl = Math.min(smallestTtl, outcome.value);
  }
  if (confirmed.length > 0) return { names: confirmed, ttlSeconds: smallestTtl };
  // Where one could not be asked for, it is not known that none leads back.
  const failure = outcomes.find((each) => each.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  const details = { hostname: name.text, type: 'PTR', rcode: message.rcode, extendedErrors: [] };
  throw new NoDataError(details, `none of its names has the address ${formatAddress(octets)}`);
}

/** How long the name's addresses may be used, in seconds, where the one given is among them. */
async function ttlOfConfirmation(name: Name, octets: Uint8Array, ask: Ask): Promise<number | undefined> {
  try {
    const { records, ttlSeconds } = await ask(name, octets.length === 4 ? 'A' : 'AAAA');
    return records.some(({ rdata }) => rdata.address === formatAddress(octets)) ? ttlSeconds : undefined;
  } catch (error) {
    if (error instanceof NameNotFoundError || error instanceof NoDataError) return undefined;
    throw error;
  }
}

/** The octets of an IP address: an IPv4 address that came as an IPv6 one is known by its own name. Throws `RangeError`. */
export function reverseAddress(text: string): Uint8Array {
  const octets = parseAddress(text);
  if (octets === undefined) throw new RangeError(`reverse: ${quote(text)} is no IP address`);
  return (isInNetwork(octets, MAPPED) ? embeddedIpv4(octets) : undefined) ?? octets;
}
