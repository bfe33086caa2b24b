import {
  type AddressSource,
  type CombinatorOptions,
  createResolver as createCoreResolver,
  type Resolver,
  type ResolverOptions as CoreOptions,
  type Transport,
} from '@hushdns/core';
import { checkedObserver } from '@hushdns/core/transport';
import type { Certificates } from '@hushdns/socket';
import { type BootstrapOption, bootstrapping } from './bootstrap-option.ts';
import { publishing } from './diagnostics.ts';
import { hostsFile, systemHostsPath } from './hosts-file.ts';
import { listOf, transport, type Upstream } from './upstream.ts';

/**
 * Combines upstreams: `(url) => race([url('tls://1.1.1.1'), url('quic://dns.example')])`. What it gets makes a
 * transport of a URL, with the resolver's bootstrap, authorities, observer and clock; the latter two come as options too,
 * for combinators: `(url, options) => race([...], { ...options, staggerMs: 100 })`.
 */
export type Combine = (
  url: (url: string) => Transport,
  options: Pick<CombinatorOptions, 'observe' | 'clock'>,
) => Transport;

/** What a resolver is made of, upstreams as URLs. */
export interface ResolverOptions extends Omit<CoreOptions, 'upstream' | 'resources' | 'hosts'> {
  /** One upstream, several that are tried in this order, or a function that combines them in another way. */
  readonly upstream: Upstream | readonly Upstream[] | Combine;
  /**
   * Resolves the upstreams' host names: upstreams that are reachable by address, asked side by side, or a function:
   * `bootstrap()` with options of its own, `systemAddresses()`, or yours. Needed exactly where an upstream's URL names a
   * host. A plain one asks for those names, and nothing else, in plaintext; `dangerAllowPlaintext` lets it stand
   * beside encrypted ones here too.
   */
  readonly bootstrap?: BootstrapOption;
  /**
   * Addresses by host name, or a function that gives them (see `@hushdns/core`). `system` for the system's hosts file, which is read now
   * and, where it changed, again: looked at when a question is asked, every five seconds at most. None by default.
   */
  readonly hosts?: NonNullable<CoreOptions['hosts']> | 'system';
  /** The authorities that upstreams made from URLs must be certified by, instead of Node's default set. */
  readonly ca?: Certificates;
}

/**
 * A resolver over upstreams written as URLs.
 *
 * Throws `RangeError` or `TypeError` for a URL, certificate or option that cannot be used, for a host name without a
 * bootstrap, for a bootstrap that would need itself, and for a mix of encrypted and plain upstreams without
 * `dangerAllowPlaintext`. `close()` closes the transports given as well as those made.
 *
 * Events go to `observe`, and to the channels `hushdns:query`, `hushdns:attempt`, `hushdns:cache`, `hushdns:upstream`
 * and `hushdns:pool` of `node:diagnostics_channel` while somebody listens there; the last one has the connections of the
 * transports that are made here, while others' go where their own `observe` says.
 */
export function createResolver(options: ResolverOptions): Resolver {
  const { upstream, bootstrap, ca, hosts, ...rest } = options;
  const { clock, dangerAllowPlaintext = false } = rest;
  const observe = publishing(checkedObserver(rest.observe));
  const trust = ca === undefined ? {} : { ca };
  const time = clock === undefined ? {} : { clock };
  const named: Upstream[] = [];
  const make = (each: Upstream, addresses?: AddressSource): Transport =>
    typeof each === 'string'
      ? transport(each, { ...trust, observe, ...(addresses && { addresses }), ...time })
      : each;
  // The bootstrap is made for upstreams that are known: those of a function are, once they are made.
  const makeUpstream = (each: Upstream): Transport => {
    named.push(each);
    return make(each, (host, signal) => addresses(host, signal));
  };
  const upstreams =
    typeof upstream === 'function'
      ? [upstream(makeUpstream, { observe, ...time })]
      : listOf(upstream).map(makeUpstream);
  const { addresses = noAddresses, resources } = bootstrapping(bootstrap, named, (each) => make(each), {
    dangerAllowPlaintext,
    ...time,
  });
  return createCoreResolver({
    ...rest,
    ...(hosts === undefined
      ? {}
      : { hosts: hosts === 'system' ? hostsFile(systemHostsPath(), clock) : hosts }),
    observe,
    upstream: upstreams,
    resources,
  });
}

/** Where there is no bootstrap, no upstream has a host name. */
const noAddresses: AddressSource = (host) =>
  Promise.reject(new TypeError(`there is no bootstrap for ${host}`));
