import type { EndpointForm } from '@hushdns/core/transport';

const DNS_PORT = 53;

/** `udp://192.0.2.1` and bare addresses. */
export const UDP_FORM: EndpointForm = { protocol: 'udp', defaultPort: DNS_PORT, authenticated: false };
/** `tcp://192.0.2.1`. */
export const TCP_FORM: EndpointForm = { protocol: 'tcp', defaultPort: DNS_PORT, authenticated: false };
