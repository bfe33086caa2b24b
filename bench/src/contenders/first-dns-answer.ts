import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { createResolver, tcp, tls, type Transport } from 'hushdns';
import { benchNames } from '../bench-zone.ts';
import { attemptsContender, type Place } from '../worker/attempts.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { framedQuery, lastAddress } from './framed-query.ts';
import { type ConnectSettings, ipv4Of, lookupIn } from './places.ts';
import { checkAddress } from './questions.ts';

export type FirstAnswerClient = 'tcp literal' | 'tls literal' | 'tls' | 'hushdns tcp' | 'hushdns tls';
type Settings = ConnectSettings<FirstAnswerClient>;

const [NAME = ''] = benchNames;
const query = framedQuery(NAME);

/** Connects to a server with several addresses until the first question is answered. */
export function open(settings: Settings): WorkerContender {
  const { client, networks } = settings;
  const version = client.startsWith('hushdns') ? packageVersion('hushdns') : process.version;
  return attemptsContender(version, networks, (places, signal) =>
    clients[client](settings.servers, places, signal),
  );
}

type Client = (
  servers: Settings['servers'],
  places: readonly Place[],
  signal: AbortSignal,
) => Promise<() => unknown>;

const clients: Readonly<Record<FirstAnswerClient, Client>> = {
  'tcp literal': ({ dnsTcp }, places, signal) =>
    firstReply(connect({ host: ipv4Of(places), port: dnsTcp, noDelay: true }), signal),
  'tls literal': (servers, places, signal) =>
    firstReply(connectTls({ ...tlsOptions(servers), host: ipv4Of(places) }), signal),
  tls: (servers, places, signal) =>
    firstReply(connectTls({ ...tlsOptions(servers), lookup: lookupIn(places) }), signal),
  'hushdns tcp': ({ authName, dnsTcp }, places, signal) =>
    firstAnswer(tcp(`tcp://${authName}:${dnsTcp}`, { addresses: async () => places }), signal),
  'hushdns tls': ({ authName, dnsTls, ca }, places, signal) =>
    firstAnswer(tls(`tls://${authName}:${dnsTls}`, { addresses: async () => places, ca }), signal),
};

function tlsOptions({ authName, dnsTls, ca }: Settings['servers']): ConnectionOptions {
  return { host: authName, port: dnsTls, ca, servername: authName, ALPNProtocols: ['dot'] };
}

async function firstReply(socket: Socket, signal: AbortSignal): Promise<() => unknown> {
  addAbortSignal(signal, socket);
  socket.setNoDelay(true);
  socket.write(query);
  const [reply] = (await once(socket, 'data')) as [Buffer];
  throwIf(checkAddress(lastAddress(reply)));
  return () => socket.destroy();
}

async function firstAnswer(upstream: Transport, signal: AbortSignal): Promise<() => unknown> {
  const resolver = createResolver({ upstream });
  try {
    const { records } = await resolver.resolve(NAME, 'A', { signal });
    throwIf(checkAddress(records[0]?.rdata.address));
  } catch (error) {
    await resolver.close();
    throw error;
  }
  return () => resolver.close();
}

function throwIf(error: Error | undefined): void {
  if (error !== undefined) throw error;
}
