import { DNS_MESSAGE_TYPE, dohAuthority, dohGetTarget, type Endpoint } from '@hushdns/core/transport';

/** How queries are sent: `POST` in the body; `GET` in the URL, where HTTP caches can answer them (RFC 8484 4.1). */
export type DohMethod = 'POST' | 'GET';

/** What an upstream's requests have in common. */
export interface DohTarget {
  readonly endpoint: Endpoint;
  readonly method: DohMethod;
  readonly authority: string;
  readonly origin: URL;
}

/** Throws `RangeError` where the method is none of both or the endpoint's name can stand in no URL. */
export function dohTarget(endpoint: Endpoint, method: DohMethod): DohTarget {
  if (method !== 'POST' && method !== 'GET')
    throw new RangeError(`method is ${JSON.stringify(method)}, which is neither POST nor GET`);
  const authority = dohAuthority(endpoint);
  const origin = `https://${authority}`;
  // An A-label that decodes to nothing, for example.
  if (!URL.canParse(origin))
    throw new RangeError(`the ${endpoint.protocol} upstream ${endpoint.url} names no valid host`);
  return { endpoint, method, authority, origin: new URL(origin) };
}

/** The path with which a query is asked for. */
export function pathFor({ endpoint, method }: DohTarget, query: Uint8Array): string {
  return method === 'GET' ? dohGetTarget(endpoint.path, query) : endpoint.path;
}

/** Nothing that tells one client from another: no user agent, language or cookies (RFC 8484 8.2). */
export function commonHeaders({ method }: DohTarget): Record<string, string> {
  return method === 'GET'
    ? { accept: DNS_MESSAGE_TYPE }
    : { accept: DNS_MESSAGE_TYPE, 'content-type': DNS_MESSAGE_TYPE };
}

/** A copy with the ID that HTTP wants, 0 (RFC 8484 4.1), and every cache can answer. */
export function anonymous(query: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(query);
  copy[0] = 0;
  copy[1] = 0;
  return copy;
}
