export { quic, type QuicOptions } from './quic.ts';
