import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { QuicConnection } from '../api.ts';
import { type QuicErrorKind } from '../errors.ts';
import { type Identity, mintAuthority, mintLeaf, mintUnusableAuthority } from '../testing/certificates.ts';
import { ALPN, ask, authority, connectTo, identity, NAME, startServer } from '../testing/echo.ts';

const HELLO = Buffer.from('hello');

test('connects by name, agrees on the protocol and shows the chain', async () => {
  const server = await startServer({ alpn: ['other', ALPN] });
  const connection = await connectTo(server, { alpn: ['unknown', ALPN] });

  expect(connection.state).toEqual({ name: 'established' });
  expect(connection.alpn).toBe(ALPN);
  expect(connection.remote).toEqual({ address: '127.0.0.1', port: server.port });
  expect(connection.peerCertificates).toHaveLength(1);
  expect(Buffer.from(connection.peerCertificates[0] ?? [])).toEqual(new X509Certificate(identity.chain).raw);
  expect(await ask(connection, HELLO)).toEqual(HELLO);
  expect(server.handshakes).toBe(1);
  expect(connection.roundTripMs).toBeGreaterThan(0);
});

test.each(['127.0.0.1', '::1'])(
  'takes %s as the name and checks it against the IP addresses',
  async (address) => {
    const server = await startServer({ address });
    const connection = await connectTo(server, { serverName: address });
    expect(await ask(connection, HELLO)).toEqual(HELLO);
  },
);

test('the dot at a name’s end is no part of the name that is sent and verified: RFC 6066 section 3', async () => {
  const connection = await connectTo(await startServer(), { serverName: `${NAME}.` });
  expect(await ask(connection, HELLO)).toEqual(HELLO);
});

test('IPv4 clients reach a server on the IPv6 wildcard', async () => {
  const server = await startServer({ address: '::' });
  const connection = await connectTo({ address: '127.0.0.1', port: server.port });
  expect(await ask(connection, HELLO)).toEqual(HELLO);
});

test('resumption keeps the chain readable and the server verified', async () => {
  const server = await startServer();
  const first = await connectTo(server);
  await ask(first, HELLO); // the ticket comes with the first data
  const second = await connectTo(server);
  expect(second.peerCertificates).toEqual(first.peerCertificates);
  expect(await ask(second, HELLO)).toEqual(HELLO);
  await expect(connectTo(server, { serverName: 'other.test' })).rejects.toMatchObject({
    kind: 'certificate',
  });
});

test('sends the intermediates and verifies through them', async () => {
  const intermediate = await mintAuthority('intermediate', authority);
  const leaf = await mintLeaf(intermediate, { dns: [NAME] });
  const server = await startServer({
    certificateChain: [leaf.chain, intermediate.pem],
    privateKey: leaf.privateKey,
  });
  const connection = await connectTo(server);
  expect(connection.peerCertificates).toHaveLength(2);
});

test('a root that the engine cannot use costs no other its trust; with no other, connect says so', async () => {
  const server = await startServer();
  const { pem } = await mintUnusableAuthority();
  const connection = await connectTo(server, { ca: [pem, authority.pem] });
  expect(await ask(connection, HELLO)).toEqual(HELLO);
  await expect(connectTo(server, { ca: [pem] })).rejects.toThrow(/^ca: no usable root certificate: /);
  await expect(connectTo(server, { ca: [pem] })).rejects.toThrow(TypeError);
});

test('no protocol in common: RFC 9001 section 8.1', async () => {
  const server = await startServer({ alpn: ['other'] });
  await expect(connectTo(server)).rejects.toMatchObject({ kind: 'alpn', code: 0x100 + 120 });
});

const refusals: [what: string, identity: () => Promise<Identity>, serverName: string, text: RegExp][] = [
  ['another name', () => mintLeaf(authority, { dns: ['other.test'] }), NAME, /not valid for name/],
  ['a common name only', () => mintLeaf(authority, { commonName: NAME }), NAME, /not valid for/],
  [
    'an IP address as DNS name',
    () => mintLeaf(authority, { dns: ['127.0.0.1'] }),
    '127.0.0.1',
    /not valid for/,
  ],
  ['another IP address', () => mintLeaf(authority, { ip: ['127.0.0.2'] }), '127.0.0.1', /not valid for/],
  [
    'a name where an IP address is asked',
    () => mintLeaf(authority, { dns: [NAME] }),
    '127.0.0.1',
    /not valid for/,
  ],
  ['no issuer', () => mintLeaf(undefined, { dns: [NAME] }), NAME, /UnknownIssuer/],
  [
    'another issuer',
    async () => mintLeaf(await mintAuthority('other'), { dns: [NAME] }),
    NAME,
    /UnknownIssuer/,
  ],
  [
    'an issuer that has only the name in common',
    async () => mintLeaf(await mintAuthority('test authority'), { dns: [NAME] }),
    NAME,
    /invalid peer certificate/,
  ],
  [
    'an end in the past',
    () => mintLeaf(authority, { dns: [NAME], validFromDays: -3, validToDays: -2 }),
    NAME,
    /expired/,
  ],
  [
    'a beginning in the future',
    () => mintLeaf(authority, { dns: [NAME], validFromDays: 2, validToDays: 3 }),
    NAME,
    /not valid yet/,
  ],
];

test.each(refusals)('refuses a certificate with %s', async (_what, mint, serverName, text) => {
  const { chain, privateKey } = await mint();
  const server = await startServer({ certificateChain: chain, privateKey });
  await expect(connectTo(server, { serverName })).rejects.toMatchObject({
    name: 'QuicError',
    kind: 'certificate' satisfies QuicErrorKind,
    origin: 'local',
    message: expect.stringMatching(text) as string,
  });
  expect(server.handshakes).toBe(0);
});

test('without `ca` the default roots count, which do not know the test authority', async () => {
  const server = await startServer();
  await expect(
    connectTo(server, { ca: undefined } as unknown as Parameters<typeof connectTo>[1]),
  ).rejects.toMatchObject({ kind: 'certificate' });
});

test('refuses connections beyond maxConnections', async () => {
  const server = await startServer({ maxConnections: 1 });
  await connectTo(server);
  await expect(connectTo(server)).rejects.toMatchObject({ kind: 'refused', code: 2, origin: 'peer' });
});

test('a server tells its connections apart', async () => {
  const seen: QuicConnection[] = [];
  const server = await startServer({ onConnection: (connection) => seen.push(connection) });
  const clients = await Promise.all([connectTo(server), connectTo(server), connectTo(server)]);
  await expect.poll(() => seen.length).toBe(clients.length);
  expect(new Set(seen.map((connection) => connection.remote.port)).size).toBe(clients.length);
  expect(server.connections).toBe(clients.length);
  expect(seen.every((connection) => connection.alpn === ALPN)).toBe(true);
});
