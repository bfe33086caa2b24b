import { expect, test } from 'vitest';
import { mintLeaf } from '../testing/certificates.ts';
import { ALPN, authority, identity, startServer } from '../testing/echo.ts';
import { listen } from './listen.ts';

const good = {
  alpn: [ALPN],
  certificateChain: identity.chain,
  privateKey: identity.privateKey,
  onConnection: () => {},
};

test.each<[what: string, options: object, type: typeof TypeError | typeof RangeError]>([
  ['a name for an address', { address: 'localhost' }, RangeError],
  ['a port out of range', { port: -1 }, RangeError],
  ['no protocol', { alpn: [] }, TypeError],
  ['a chain that is none', { certificateChain: 'x' }, TypeError],
  ['a key that is none', { privateKey: 'x' }, TypeError],
  ['no connections', { maxConnections: 0 }, RangeError],
  ['a fraction of a stream', { maxConcurrentStreams: 0.5 }, RangeError],
  ['no listener', { onConnection: undefined }, TypeError],
])('listen refuses %s', async (_what, options, type) => {
  await expect(listen({ ...good, ...options })).rejects.toThrow(type);
});

test('listen refuses a key of another certificate', async () => {
  const { privateKey } = await mintLeaf(authority, { dns: ['x.test'] });
  await expect(listen({ ...good, privateKey })).rejects.toThrow(TypeError);
});

test('a port in use is the system error', async () => {
  const { port } = await startServer();
  await expect(listen({ ...good, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
