/** A set of networks by name: `special` is all the others but `any`, which is every address. */
export type NetworkSet =
  | 'loopback'
  | 'unspecified'
  | 'private'
  | 'shared'
  | 'link-local'
  | 'multicast'
  | 'documentation'
  | 'benchmarking'
  | 'reserved'
  | 'special'
  | 'any';

type SpecialUse = Exclude<NetworkSet, 'special' | 'any'>;

/**
 * Networks by what they are for, of the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890): those whose addresses mean
 * this machine, the network around it, or nobody.
 */
const SPECIAL_NETWORKS: Readonly<Record<SpecialUse, readonly string[]>> = {
  /** Of this machine (RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
  loopback: ['127.0.0.0/8', '::1/128'],
  /** `This` network and host: a connection to 0.0.0.0 or :: reaches this machine (RFC 791 3.2, RFC 4291 2.5.2). */
  unspecified: ['0.0.0.0/8', '::/128'],
  /** Of a network of one's own (RFC 1918, RFC 4193; site-local: RFC 3879). */
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'],
  /** Between a provider and its customers (RFC 6598). */
  shared: ['100.64.0.0/10'],
  /** Of one link (RFC 3927, RFC 4291 2.5.6). Clouds tell machines their secrets at 169.254.169.254. */
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
  /** RFC 5771, RFC 4291 2.7. */
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  /** RFC 5737, RFC 3849, RFC 9637. */
  documentation: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'],
  /** RFC 2544, RFC 5180. */
  benchmarking: ['198.18.0.0/15', '2001:2::/48'],
  /** Of protocols, or of nobody yet. */
  reserved: [
    '192.0.0.0/24', // RFC 6890 2.1
    '192.88.99.0/24', // RFC 7526
    '240.0.0.0/4', // RFC 1112 4, with the broadcast address (RFC 919 7)
    '::ffff:0:0/96', // RFC 4291 2.5.5.2
    '64:ff9b:1::/48', // RFC 8215
    '100::/64', // RFC 6666
    '100:0:0:1::/64', // RFC 9780
    '2001::/23', // RFC 2928, with Teredo (RFC 4380)
    '5f00::/16', // RFC 9602
  ],
};

/** The networks that a name stands for; undefined for a text that is no such name. */
export function networkSet(name: string): readonly string[] | undefined {
  if (name === 'any') return ['0.0.0.0/0', '::/0'];
  if (name === 'special') return Object.values(SPECIAL_NETWORKS).flat();
  return Object.hasOwn(SPECIAL_NETWORKS, name) ? SPECIAL_NETWORKS[name as SpecialUse] : undefined;
}

/** The names that `networkSet` knows. */
export const NETWORK_SETS: readonly string[] = [...Object.keys(SPECIAL_NETWORKS), 'special', 'any'];
