// Run as a process of its own: connects, asks, unrefs, and must then exit by itself although nothing is closed.
import { connect, listen } from '../index.ts';
import { mintAuthority, mintLeaf } from './certificates.ts';

const authority = await mintAuthority('child');
const { chain, privateKey } = await mintLeaf(authority, { ip: ['127.0.0.1'] });
const server = await listen({
  alpn: ['echo'],
  certificateChain: chain,
  privateKey,
  onConnection: (connection) => {
    connection.onStream = (stream) => ({
      data: (chunk) => void stream.write(chunk),
      end: () => {
        stream.finish();
      },
      reset: () => {},
      lost: () => {},
    });
  },
});
const { port } = server;
const connection = await connect({ address: '127.0.0.1', port, alpn: ['echo'], ca: authority.pem });
await new Promise<void>((resolve, reject) => {
  const handler = { data: () => {}, end: resolve, reset: reject, lost: reject };
  connection.openStream(Buffer.from('x'), { fin: true }, handler);
});
if (process.argv.includes('--unref')) {
  server.unref();
  connection.unref();
}
process.send?.('asked');
process.disconnect?.();
