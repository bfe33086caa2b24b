export { dialTcp } from './dial-tcp.ts';
export { dialTls, secureContextFor, type TlsProfile } from './dial-tls.ts';
export { STREAM_LIMITS, StreamConnection } from './stream-connection.ts';
export { trustedAuthorities, type Certificates, type TrustOptions } from './trust.ts';
