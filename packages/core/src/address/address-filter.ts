import { quote } from '../errors/quote.ts';
import { embeddedIpv4 } from './embedded-ipv4.ts';
import { formatNetwork, type IpNetwork, isInNetwork, parseAddress, parseNetwork } from './ip-network.ts';
import { NETWORK_SETS, type NetworkSet, networkSet } from './special-networks.ts';

/** Which addresses an answer may have. */
export interface AddressFilterOptions {
  /**
   * Networks (`10.0.0.0/8`), addresses, or sets of networks by name. `special` are all that IANA has registered for something
   * else than the public internet: what a server that fetches for strangers should deny.
   */
  readonly deny: readonly (NetworkSet | (string & {}))[];
  /** What is not denied all the same. None by default. */
  readonly allow?: readonly (NetworkSet | (string & {}))[];
}

/** Why an address is denied. */
export interface Denial {
  /** The entry of the list, as it was written. */
  readonly rule: string;
  /** The network of that entry that the address is in. */
  readonly network: string;
}

/** What denies an address, in its text form; undefined for one that may be used. */
export type AddressFilter = (address: string) => Denial | undefined;

interface Rule {
  readonly rule: string;
  readonly network: IpNetwork;
}

/**
 * A filter of addresses. An IPv6 address that leads to an IPv4 address is denied where either is, and what is allowed must be
 * allowed for the one that is denied. Throws `RangeError` that says which entry is no network.
 */
export function addressFilter({ deny, allow = [] }: AddressFilterOptions): AddressFilter {
  const denied = rulesOf(deny, 'deny');
  const allowed = rulesOf(allow, 'allow');
  const denialOf = (octets: Uint8Array | undefined): Denial | undefined => {
    const found = octets === undefined ? undefined : find(denied, octets);
    if (octets === undefined || found === undefined || find(allowed, octets) !== undefined) return undefined;
    return { rule: found.rule, network: formatNetwork(found.network) };
  };
  return (address) => {
    const octets = parseAddress(address);
    if (octets === undefined) throw new RangeError(`${quote(address)} is no IP address`);
    return denialOf(octets) ?? (octets.length === 16 ? denialOf(embeddedIpv4(octets)) : undefined);
  };
}

function find(rules: readonly Rule[], octets: Uint8Array): Rule | undefined {
  return rules.find(({ network }) => isInNetwork(octets, network));
}

function rulesOf(entries: readonly string[], list: string): Rule[] {
  return entries.flatMap((rule, at) => {
    const networks = networkSet(rule) ?? [rule];
    try {
      return networks.map((each) => ({ rule, network: parseNetwork(each) }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const sets = NETWORK_SETS.join(', ');
      throw new RangeError(`filter.${list}[${at}]: ${error.message}; so would be ${sets}`, { cause: error });
    }
  });
}
