import type { Combinator, Transport } from '@hushdns/core';
import { spread as spreadBy, type SpreadOptions as CoreOptions } from '@hushdns/core/spread';
import { getDomain } from 'tldts';

/** As core's, but that the registered domain is found by the public suffix list where `domainOf` is not given. */
export type SpreadOptions = Partial<CoreOptions>;

/** Names below a suffix where anybody may register, `github.io` for example, belong to different people as well. */
const PUBLIC_SUFFIXES = {
  allowPrivateDomains: true,
  // Names are no URLs, and need not be names of hosts.
  extractHostname: false,
  validateHostname: false,
  detectIp: false,
} as const;

/**
 * Sends all names of a registered domain to one upstream, and the domains to different ones, so that none of them sees
 * everything. An entry of its own, as the public suffix list takes time to load.
 *
 * Throws `RangeError` for an empty list, a key of less than 16 octets, and a mix of trust classes without
 * `dangerAllowPlaintext`.
 */
export function spread(upstreams: readonly Transport[], options: SpreadOptions = {}): Combinator {
  const domainOf = options.domainOf ?? ((name: string) => getDomain(name, PUBLIC_SUFFIXES));
  return spreadBy(upstreams, { ...options, domainOf });
}
