import { commonPrefixLength, isInNetwork, parseAddress, parseNetwork } from './ip-network.ts';

/** What the rules compare of an address (RFC 6724 2.1, 3.1). */
interface Traits {
  /** 16 octets: an IPv4 address is mapped. */
  readonly octets: Uint8Array;
  readonly isIpv4: boolean;
  readonly precedence: number;
  readonly label: number;
  readonly scope: number;
}

interface Destination extends Traits {
  /** Undefined where no address of this machine reaches it, or where that is not known. */
  readonly source: Traits | undefined;
}

/** Prefix, precedence and label: the default policy table (RFC 6724 2.1), longer prefixes first. */
const POLICIES = (
  [
    ['::1/128', 50, 0],
    ['::ffff:0:0/96', 35, 4],
    ['::/96', 1, 3],
    ['2001::/32', 5, 5],
    ['2002::/16', 30, 2],
    ['3ffe::/16', 1, 12],
    ['fec0::/10', 1, 11],
    ['fc00::/7', 3, 13],
    ['::/0', 40, 1],
  ] as const
).map(([prefix, precedence, label]) => ({ network: parseNetwork(prefix), precedence, label }));

/** RFC 4291 2.7. */
const LINK_LOCAL_SCOPE = 2;
const SITE_LOCAL_SCOPE = 5;
const GLOBAL_SCOPE = 14;

const LINK_LOCAL = ['fe80::/10', '::1/128', '::ffff:169.254.0.0/112', '::ffff:127.0.0.0/104'].map(
  parseNetwork,
);
const SITE_LOCAL = parseNetwork('fec0::/10');
const MULTICAST = parseNetwork('ff00::/8');
/** Behind it an address of IPv6 says nothing about where it is. */
const SUBNET_BITS = 64;

/**
 * Addresses in the order in which to try them (RFC 6724 6). `sources` has the address of this machine from which each would be
 * reached, undefined where it cannot be. Where it is absent, as nobody asked or can ask, the rules that compare sources
 * say nothing: 1, 2, 5 and 9. Rules 3, 4 and 7 never do, as no platform tells what they need. Rule 9 is
 * for IPv6 alone: for IPv4 it would undo what a server does to spread its load.
 */
export function orderDestinations<Address extends { readonly address: string }>(
  addresses: readonly Address[],
  sources?: ReadonlyMap<string, string | undefined>,
): Address[] {
  const entries = addresses.map((each) => {
    const source = sources?.get(each.address);
    const destination = {
      ...traitsOf(each.address),
      source: source === undefined ? undefined : traitsOf(source),
    };
    return { each, destination };
  });
  const compare = sources === undefined ? compareAlone : compareWithSources;
  return entries
    .toSorted((left, right) => compare(left.destination, right.destination))
    .map(({ each }) => each);
}

function compareWithSources(left: Destination, right: Destination): number {
  return (
    // 1: avoid unusable destinations.
    preferring(left.source !== undefined, right.source !== undefined) ||
    // 2: prefer matching scope.
    preferring(left.scope === left.source?.scope, right.scope === right.source?.scope) ||
    // 5: prefer matching label.
    preferring(left.label === left.source?.label, right.label === right.source?.label) ||
    compareAlone(left, right) ||
    // 9: use longest matching prefix.
    sharedBits(right) - sharedBits(left)
  );
}

function compareAlone(left: Destination, right: Destination): number {
  // 6: prefer higher precedence. 8: prefer smaller scope. 10: otherwise leave the order unchanged.
  return right.precedence - left.precedence || left.scope - right.scope;
}

function preferring(left: boolean, right: boolean): number {
  return Number(right) - Number(left);
}

function sharedBits({ octets, isIpv4, source }: Destination): number {
  return isIpv4 || source === undefined
    ? 0
    : Math.min(commonPrefixLength(octets, source.octets), SUBNET_BITS);
}

function traitsOf(address: string): Traits {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new RangeError(`${address} is no IP address`);
  const isIpv4 = parsed.length === 4;
  const octets = isIpv4 ? mapped(parsed) : parsed;
  const policy = POLICIES.find(({ network }) => isInNetwork(octets, network));
  const { precedence, label } = policy as (typeof POLICIES)[number];
  return { octets, isIpv4, precedence, label, scope: scopeOf(octets) };
}

/** RFC 6724 3.1 and 3.2: private IPv4 addresses are global here. */
function scopeOf(octets: Uint8Array): number {
  if (isInNetwork(octets, MULTICAST)) return (octets[1] as number) & 0xf;
  if (LINK_LOCAL.some((network) => isInNetwork(octets, network))) return LINK_LOCAL_SCOPE;
  return isInNetwork(octets, SITE_LOCAL) ? SITE_LOCAL_SCOPE : GLOBAL_SCOPE;
}

function mapped(ipv4: Uint8Array): Uint8Array {
  return Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...ipv4]);
}
