import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { AddressSource } from '@hushdns/core/transport';
import { assertAnswers } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { query } from '../queries.ts';
import { ask } from '../rig.ts';
import { hostNameEndpoint } from './endpoints.ts';

/** Some machines have no IPv6, not even on loopback. */
export const HAS_IPV6: boolean = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === '::1'),
);

const SERVED = '127.0.0.1';

/** A host with an IPv6 address as well, on which no server is. */
const both: AddressSource = () =>
  Promise.resolve([
    { address: '::1', family: 6 },
    { address: SERVED, family: 4 },
  ]);

const CASES: readonly CaseDefinition[] = [
  {
    name: 'an address that refuses is passed over for the next one',
    section: 'RFC 8305 5',
    body: async (rig) => {
      const transport = rig.transport(hostNameEndpoint(await rig.server()), { addresses: both });
      const bytes = query('n1');
      const reply = await ask(transport, bytes);
      assertAnswers(reply, bytes);
      assert.equal(reply.connection.address, SERVED);
    },
  },
  {
    name: 'an address that says nothing is passed over for the next one, and not tried by the next connection',
    section: 'RFC 8305 4',
    protocols: ['udp', 'tls', 'https', 'quic'],
    body: async (rig) => {
      const server = await rig.server();
      await using silent = await listenSilently('::1', Number(new URL(server.endpoint).port));
      const transport = rig.transport(hostNameEndpoint(server), { addresses: both });
      const bytes = query('n1');
      assertAnswers(await ask(transport, bytes), bytes);
      const triedBefore = silent.tries();
      assert.ok(triedBefore > 0, 'the first address is tried');
      server.server.hangUp();
      const reply = await ask(transport, bytes);
      assert.equal(reply.connection.address, SERVED);
      assert.equal(silent.tries(), triedBefore, 'the first address is not tried again');
    },
  },
];

export const addressCases: readonly CaseDefinition[] = HAS_IPV6 ? CASES : [];

interface SilentListener extends AsyncDisposable {
  /** How many connections and datagrams came. */
  readonly tries: () => number;
}

/** Takes connections and datagrams, and sends nothing. */
async function listenSilently(host: string, port: number): Promise<SilentListener> {
  let tries = 0;
  const sockets = new Set<Socket>();
  const streams = createServer((socket) => {
    tries++;
    sockets.add(socket.on('error', () => {}));
  }).listen(port, host);
  await once(streams, 'listening');
  const datagrams = createSocket('udp6').on('message', () => tries++);
  datagrams.bind(port, host);
  await once(datagrams, 'listening');
  return {
    tries: () => tries,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      datagrams.close();
      streams.close();
      await once(streams, 'close');
    },
  };
}
