// Run as a process of its own: connects to a peer that never answers. With `ref: false` it must exit by itself.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from '../index.ts';

const silent = createSocket('udp4').bind(0, '127.0.0.1');
await once(silent, 'listening');
const { port } = silent.address();
const asked = once(silent, 'message');
const ref = !process.argv.includes('--unref');
connect({ address: '127.0.0.1', port, alpn: ['echo'], handshakeTimeoutMs: 60_000, ref }).catch(() => {});
await asked;
silent.unref();
process.send?.('asked');
process.disconnect?.();
