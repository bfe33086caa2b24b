import {
  type AddressSource,
  bootstrap,
  createResolver as createCoreResolver,
  type Resolver,
  type ResolverOptions as CoreOptions,
  type Transport,
} from '@hushdns/core';
import type { Certificates } from '@hushdns/socket';
import { transport } from './upstream.ts';

/** An upstream as a URL, or as a transport that was made before. */
export type Upstream = string | Transport;

/** What a resolver is made of, upstreams as URLs. */
export interface ResolverOptions extends Omit<CoreOptions, 'upstream' | 'resources'> {
  /** One upstream, or several that are tried in this order. */
  readonly upstream: Upstream | readonly Upstream[];
  /**
   * Resolves the upstreams' host names: upstreams that are reachable by address, tried in this order, or a function of
   * your own. Needed exactly where an upstream's URL names a host. A plain one asks for those names in plaintext, and
   * `dangerAllowPlaintext` lets it stand beside encrypted ones here too.
   */
  readonly bootstrap?: Upstream | readonly Upstream[] | AddressSource;
  /** The authorities that upstreams made from URLs must be certified by, instead of Node's default set. */
  readonly ca?: Certificates;
}

/**
 * A resolver over upstreams written as URLs.
 *
 * Throws `RangeError` or `TypeError` for a URL, certificate or option that cannot be used, for a host name without a
 * bootstrap, and for a mix of encrypted and plain upstreams without `dangerAllowPlaintext`.
 * `close()` closes the transports given as well as those made.
 */
export function createResolver(options: ResolverOptions): Resolver {
  const { upstream, bootstrap: bootstrapOption, ca, ...rest } = options;
  const trust = ca === undefined ? {} : { ca };
  const make = (each: Upstream, addresses?: AddressSource): Transport =>
    typeof each === 'string'
      ? transport(each, { ...trust, ...(addresses && { addresses }), ...clockOf(rest) })
      : each;
  const bootstraps =
    typeof bootstrapOption === 'function' ? [] : listOf(bootstrapOption).map((each) => make(each));
  const addresses = typeof bootstrapOption === 'function' ? bootstrapOption : addressesFrom(bootstraps, rest);
  return createCoreResolver({
    ...rest,
    upstream: listOf(upstream).map((each) => make(each, addresses)),
    resources: bootstraps,
  });
}

function addressesFrom(
  bootstraps: readonly Transport[],
  { dangerAllowPlaintext = false, ...options }: Pick<CoreOptions, 'clock' | 'dangerAllowPlaintext'>,
): AddressSource | undefined {
  return bootstraps.length === 0
    ? undefined
    : bootstrap(bootstraps, { dangerAllowPlaintext, ...clockOf(options) });
}

function clockOf({ clock }: Pick<CoreOptions, 'clock'>): Pick<CoreOptions, 'clock'> {
  return clock === undefined ? {} : { clock };
}

function listOf(value: Upstream | readonly Upstream[] | undefined): readonly Upstream[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Upstream[]) : [value as Upstream];
}
