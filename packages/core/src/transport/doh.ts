import { ipFamily, MAX_MESSAGE_OCTETS } from '../wire/index.ts';
import type { Protocol } from './contract.ts';
import { type Endpoint, type EndpointForm, parseEndpoint } from './endpoint.ts';

/** The media type of queries and replies (RFC 8484 6). */
export const DNS_MESSAGE_TYPE = 'application/dns-message';
/** RFC 9110 4.2.2. */
const HTTPS_PORT = 443;
/** What RFC 8484 uses in its examples and servers made their default. */
const DEFAULT_PATH = '/dns-query';
/** The URI template that stands for GET (RFC 8484 4.1.1); what it expands to is known without it. */
const DNS_TEMPLATE = /\{\?dns\}(?=#|$)/;
/** The characters of a path and a query (RFC 3986 3.3 and 3.4), so that nothing else reaches a header. */
const REQUEST_TARGET = /^\/(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*$/i;
/** Seconds beyond this count as this (RFC 9111 1.2.2). */
const MAX_DELTA_SECONDS = 2_147_483_648;
/** How much of what a server sent an error repeats. */
const MAX_QUOTED_CHARACTERS = 64;

/**
 * Reads the upstream of a DoH transport: a URL with or without a path and the template `{?dns}` at its end, or a bare
 * host. Throws `RangeError` that says what is wrong with it.
 */
export function parseDohEndpoint(text: string, protocol: Protocol): Endpoint {
  const form: EndpointForm = {
    protocol,
    defaultPort: HTTPS_PORT,
    defaultPath: DEFAULT_PATH,
    authenticated: true,
  };
  const endpoint = parseEndpoint(text.replace(DNS_TEMPLATE, ''), form);
  if (REQUEST_TARGET.test(endpoint.path)) return endpoint;
  throw new RangeError(
    `the ${protocol} upstream ${JSON.stringify(text)} has a path with characters that a URL cannot hold as they are`,
  );
}

/** The host and port that requests name (RFC 9110 7.2): the name that the server proves to be, a port of 443 left out. */
export function dohAuthority({ authName, port }: Endpoint): string {
  const host = ipFamily(authName) === 6 ? `[${authName}]` : authName;
  return port === HTTPS_PORT ? host : `${host}:${port}`;
}

/** The target of a GET request: the query in base64url without padding as `dns` (RFC 8484 4.1 and 6). */
export function dohGetTarget(path: string, query: Uint8Array): string {
  return `${path}${path.includes('?') ? '&' : '?'}dns=${base64Url(query)}`;
}

/** What is wrong with the head of a response, undefined where it may carry a reply (RFC 8484 4.2.1 and 6). */
export function dohHeadFault(
  status: number | undefined,
  contentType: string | undefined,
  contentLength: string | undefined,
): string | undefined {
  if (status !== 200) return status === undefined ? 'no HTTP status' : `HTTP status ${status}`;
  if (contentType === undefined) return 'a response without a media type';
  if (!isDnsMessageType(contentType)) return `a response of media type ${quoted(contentType)}`;
  // A length that is no number is not less than or equal to anything.
  if (contentLength === undefined || Number(contentLength) <= MAX_MESSAGE_OCTETS) return undefined;
  return `a response of ${quoted(contentLength)} octets`;
}

/** The seconds of an `Age` field (RFC 9111 5.1), of the first where there are more; undefined where it is malformed. */
export function ageSecondsOf(field: string | undefined): number | undefined {
  const digits = field === undefined ? undefined : /^\s*(\d+)\s*(?:,|$)/.exec(field)?.[1];
  return digits === undefined ? undefined : Math.min(Number(digits), MAX_DELTA_SECONDS);
}

/** The seconds that a `Retry-After` field asks to wait (RFC 9110 10.2.3): it has them, or a date; undefined where it is malformed. */
export function retryAfterSecondsOf(field: string | undefined): number | undefined {
  if (field === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(field)) return Math.min(Number(field), MAX_DELTA_SECONDS);
  const seconds = (Date.parse(field) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** RFC 9110 8.3.1: types are compared without case, parameters do not matter. */
function isDnsMessageType(contentType: string): boolean {
  if (contentType === DNS_MESSAGE_TYPE) return true;
  const [type = ''] = contentType.split(';', 1);
  return type.trim().toLowerCase() === DNS_MESSAGE_TYPE;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, MAX_QUOTED_CHARACTERS));
}

/** RFC 4648 5, without padding. `Uint8Array.prototype.toBase64` would do, but came with Node 25. */
function base64Url(octets: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < octets.length; at += MAX_ARGUMENTS)
    binary += String.fromCharCode(...octets.subarray(at, at + MAX_ARGUMENTS));
  return btoa(binary).replace(/[+/=]/g, (each) => BASE64URL[each] as string);
}

const BASE64URL: Readonly<Record<string, string>> = { '+': '-', '/': '_', '=': '' };
/** Arguments stand on the stack. */
const MAX_ARGUMENTS = 4096;
