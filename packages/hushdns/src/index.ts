export * from '@hushdns/core';
export { createResolver, type ResolverOptions, type Upstream } from './create-resolver.ts';
export { transport, type UrlOptions } from './upstream.ts';
export type { Certificates } from '@hushdns/socket';
export { https, type HttpsOptions } from '@hushdns/transport-https';
export { quic, type QuicOptions } from '@hushdns/transport-quic';
export { tls, type TlsOptions } from '@hushdns/transport-tls';
export { tcp, udp, type TcpOptions, type UdpOptions } from '@hushdns/transport-udp';
