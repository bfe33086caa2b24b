import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { DelayLine } from './delay-line.ts';

const IDS = 65_536;
/** Bursts of thousands must not be lost here. */
const BUFFER_OCTETS = 4 << 20;

interface Asked {
  readonly client: RemoteInfo;
  readonly id: number;
}

/**
 * Passes DNS messages on by one socket towards the server, under IDs of its own, and holds the replies back: a client
 * that opens a socket a query costs no more than one that has a single one.
 */
export async function startUdpRelay(host: string, port: number, delay: DelayLine): Promise<Socket> {
  const options = { type: 'udp4', recvBufferSize: BUFFER_OCTETS, sendBufferSize: BUFFER_OCTETS } as const;
  const towardsServer = createSocket(options);
  towardsServer.connect(port, host);
  await once(towardsServer, 'connect');
  const towardsClients = createSocket(options);
  towardsClients.bind(0, host);
  await once(towardsClients, 'listening');

  const asked: (Asked | undefined)[] = Array.from({ length: IDS });
  let nextId = 0;
  towardsClients.on('message', (query, client) => {
    nextId = (nextId + 1) % IDS;
    asked[nextId] = { client, id: query.readUInt16BE() };
    query.writeUInt16BE(nextId);
    towardsServer.send(query);
  });
  towardsServer.on('message', (reply) => {
    const question = asked[reply.readUInt16BE()];
    if (question === undefined) return;
    asked[reply.readUInt16BE()] = undefined;
    reply.writeUInt16BE(question.id);
    delay.add(() => towardsClients.send(reply, question.client.port, question.client.address));
  });
  return towardsClients;
}
