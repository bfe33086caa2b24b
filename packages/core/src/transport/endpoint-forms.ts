import { ipFamily } from '../wire/index.ts';
import { parseDohEndpoint } from './doh.ts';
import { type Endpoint, type EndpointForm, parseEndpoint } from './endpoint.ts';

/** `udp://192.0.2.1` and bare addresses (RFC 1035 4.2). */
export const UDP_FORM: EndpointForm = { protocol: 'udp', defaultPort: 53, authenticated: false };
/** `tcp://192.0.2.1` (RFC 7766). */
export const TCP_FORM: EndpointForm = { protocol: 'tcp', defaultPort: 53, authenticated: false };
/** `tls://1.1.1.1` (RFC 7858 3.1). */
export const TLS_FORM: EndpointForm = { protocol: 'tls', defaultPort: 853, authenticated: true };
/** `quic://dns.example` (RFC 9250 4.1.1). */
export const QUIC_FORM: EndpointForm = { protocol: 'quic', defaultPort: 853, authenticated: true };

const FORMS: readonly EndpointForm[] = [UDP_FORM, TCP_FORM, TLS_FORM, QUIC_FORM];

/** The scheme of an upstream's URL in lower case; a bare address or host is asked over UDP. */
export function schemeOf(text: string): string {
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? 'udp';
}

/** The normal form of an upstream's URL as its caller may write it, a bare address included; undefined where it is none. */
export function normalUrl(text: string): string | undefined {
  return endpointOf(text)?.url;
}

/** The host name in an upstream's URL, in lower case; undefined where there is an address, or no upstream that is known. */
export function endpointHost(text: string): string | undefined {
  const host = endpointOf(text)?.host;
  return host === undefined || ipFamily(host) !== 0 ? undefined : host;
}

function endpointOf(text: string): Endpoint | undefined {
  const scheme = schemeOf(text);
  const form = FORMS.find(({ protocol }) => protocol === scheme);
  try {
    if (scheme === 'https') return parseDohEndpoint(text, 'https');
    return form === undefined ? undefined : parseEndpoint(text, form);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
