import { type AddressSource, bootstrap, type BootstrapOptions, type Transport } from '@hushdns/core';
import { endpointHost, selectedLeaves } from '@hushdns/core/transport';
import { listOf, type Upstream } from './upstream.ts';

/** What resolves the upstreams' host names: upstreams that are reachable by address, or a function. */
export type BootstrapOption = Upstream | readonly Upstream[] | AddressSource;

/** How host names are resolved, and what has to be closed in the end, in this order. */
export interface Bootstrapping {
  readonly addresses?: AddressSource;
  readonly resources: readonly AsyncDisposable[];
}

/**
 * The address source that the option `bootstrap` asks for, and none where it is absent.
 * Throws `TypeError` where an upstream names a host and there is none, and where the bootstrap would need itself:
 * where it names a host by URL, or is asked for the address of a host by which one of its own transports is reached.
 */
export function bootstrapping(
  option: BootstrapOption | undefined,
  upstreams: readonly Upstream[],
  make: (upstream: Upstream) => Transport,
  options: BootstrapOptions,
): Bootstrapping {
  if (option === undefined) {
    for (const { path, host } of hostNames('upstream', upstreams))
      throw new TypeError(needsBootstrap(path, host));
    return { resources: [] };
  }
  if (typeof option === 'function') return { addresses: option, resources: [] };
  const list = listOf(option);
  if (list.length === 0) throw new RangeError(`bootstrap is empty: ${BY_ADDRESS}, or leave it out`);
  for (const { path, host } of hostNames('bootstrap', list))
    throw new TypeError(`${path} names ${host}, which it would have to resolve itself: ${byAddress(host)}`);
  const transports = list.map(make);
  refuseCircles(transports, upstreams);
  const addresses = bootstrap(transports, options);
  // The source goes first: it gives up what it asks.
  return { addresses, resources: [addresses, ...transports] };
}

/** Transports that were made before may be reached by the very host that an upstream's URL names. */
function refuseCircles(bootstraps: readonly Transport[], upstreams: readonly Upstream[]): void {
  const reachedBy = new Map<string, string>();
  bootstraps.forEach((each, index) => {
    for (const { traits } of selectedLeaves(each, undefined)) {
      const host = endpointHost(traits.endpoint);
      if (host !== undefined) reachedBy.set(host, pathOf('bootstrap', index, bootstraps));
    }
  });
  for (const { path, host } of hostNames('upstream', upstreams)) {
    const circle = reachedBy.get(host);
    if (circle !== undefined)
      throw new TypeError(`${circle} asks ${host}, whose address ${path} needs from it: ${byAddress(host)}`);
  }
}

/** The host names in an option's URLs, each with the option's path. What is no URL of an upstream is refused elsewhere. */
function hostNames(option: string, upstreams: readonly Upstream[]): { path: string; host: string }[] {
  return upstreams.flatMap((each, index) => {
    const host = typeof each === 'string' ? endpointHost(each) : undefined;
    return host === undefined ? [] : [{ path: pathOf(option, index, upstreams), host }];
  });
}

function pathOf(option: string, index: number, { length }: readonly unknown[]): string {
  return length === 1 ? option : `${option}[${index}]`;
}

const BY_ADDRESS = `name an upstream by its address, as in 'tls://192.0.2.1'`;

function byAddress(host: string): string {
  return `write its address and, behind a #, its name, as in 'tls://192.0.2.1#${host}'`;
}

function needsBootstrap(path: string, host: string): string {
  return (
    `${path} names the host ${host}, and nothing is there to resolve it: ${byAddress(host)}, ` +
    "or set bootstrap to an upstream that is reachable by address, 'tls://192.0.2.1' for example"
  );
}
