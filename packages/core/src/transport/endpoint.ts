import { formatIpv6, ipFamily, parseIpv6 } from '../wire/index.ts';
import type { Address, AddressSource, Protocol } from './contract.ts';
import { staticAddresses } from './static-addresses.ts';

/** An upstream as its URL names it. */
export interface Endpoint {
  readonly protocol: Protocol;
  /** An IP address without brackets, or a host name in lower case. */
  readonly host: string;
  readonly port: number;
  /** What the server must prove to be: the URL's fragment, else the host. */
  readonly authName: string;
  /** With its leading slash; empty where the protocol has none. */
  readonly path: string;
  /** The URL in its one normal form, a default port left out. */
  readonly url: string;
}

/** What a protocol's URLs may hold. */
export interface EndpointForm {
  readonly protocol: Protocol;
  readonly defaultPort: number;
  /** Present where a URL may have a path: the one of a URL without. */
  readonly defaultPath?: string;
  /** Whether the fragment may name the server, as in `tls://1.1.1.1#cloudflare-dns.com`. */
  readonly authenticated: boolean;
}

const URL_FORM =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[^\]]*\]|[^:/?#[\]]*)(?::(\d{0,5}))?(\/[^#\s]*)?(?:#(.*))?$/i;
const HOST_LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const MAX_HOST_CHARACTERS = 253;

/**
 * Reads an upstream: a URL, or a bare address or host with or without a port (`9.9.9.9`, `[::1]:5353`, `dns.example`).
 * Throws `RangeError` that says what is wrong with it.
 */
export function parseEndpoint(text: string, form: EndpointForm): Endpoint {
  const { protocol } = form;
  const refuse = (why: string): never => {
    throw new RangeError(`the ${protocol} upstream ${JSON.stringify(text)} ${why}`);
  };
  const match = URL_FORM.exec(ipFamily(text) === 6 ? `[${text}]` : text) ?? refuse('is no URL');
  const [, scheme, rawHost = '', rawPort, rawPath, fragment] = match;
  if (scheme !== undefined && scheme.toLowerCase() !== protocol) refuse(`is not a ${protocol}:// URL`);
  const bracketed = rawHost.startsWith('[');
  const host = normalHost(bracketed ? rawHost.slice(1, -1) : rawHost);
  if (bracketed ? ipFamily(host) !== 6 : !isHost(host)) refuse('has no valid host');
  const port = rawPort === undefined ? form.defaultPort : Number(rawPort);
  if (!(port >= 1 && port <= 65_535)) refuse('has a port that is not from 1 to 65535');
  if (rawPath !== undefined && rawPath !== '/' && form.defaultPath === undefined)
    refuse('must not have a path');
  if (fragment !== undefined && !form.authenticated)
    refuse('names a server, which nothing proves without TLS');
  const authName = normalHost(fragment ?? host);
  if (!isHost(authName)) refuse('names a server that is neither a host name nor an IP address');
  const path = form.defaultPath === undefined ? '' : (rawPath ?? form.defaultPath);
  const printedHost = ipFamily(host) === 6 ? `[${host}]` : host;
  const printedPort = port === form.defaultPort ? '' : `:${port}`;
  const printedName = authName === host ? '' : `#${authName}`;
  const url = `${protocol}://${printedHost}${printedPort}${path}${printedName}`;
  return { protocol, host, port, authName, path, url };
}

/**
 * Where an endpoint's addresses come from: itself where it is one, else the source or list.
 * Throws `TypeError` for a host name without either, as nothing falls back to the system's resolver, and `RangeError`
 * for a list that is empty, holds something else, or stands beside an endpoint that is an address itself.
 */
export function addressSourceFor(
  endpoint: Endpoint,
  given: AddressSource | readonly string[] | undefined,
): AddressSource {
  const source = typeof given === 'object' ? staticAddresses(given) : given;
  const family = ipFamily(endpoint.host);
  if (family !== 0) {
    if (typeof given === 'object')
      throw new RangeError(`addresses is given, but ${endpoint.url} names an address: name the host in it`);
    const addresses: readonly Address[] = [{ address: endpoint.host, family }];
    return () => Promise.resolve(addresses);
  }
  if (source !== undefined) return source;
  throw new TypeError(
    `${endpoint.url} names a host: give an address source or its addresses, or connect by address and name it behind a #`,
  );
}

/** In lower case, without a final dot, which certificates and SNI do not have (RFC 6066 3), IPv6 as RFC 5952 writes it. */
function normalHost(text: string): string {
  const ipv6 = parseIpv6(text);
  return ipv6 === undefined ? text.toLowerCase().replace(/(?<=[^.])\.$/, '') : formatIpv6(ipv6);
}

function isHost(text: string): boolean {
  if (ipFamily(text) !== 0) return true;
  if (text.length > MAX_HOST_CHARACTERS || /^[\d.]*$/.test(text)) return false;
  return text.split('.').every((label) => HOST_LABEL.test(label));
}
