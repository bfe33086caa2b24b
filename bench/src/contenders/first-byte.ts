import { once } from 'node:events';
import { Agent as HttpsAgent, get } from 'node:https';
import { connect, type TcpNetConnectOpts } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { Agent, fetch } from 'undici';
import { attemptsContender, type Place } from '../worker/attempts.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { type ConnectSettings, ipv4Of, lookupIn } from './places.ts';

export type FirstByteClient = 'literal' | 'net' | 'first address' | 'https' | 'fetch';
type Settings = ConnectSettings<FirstByteClient>;

/** Connects to a host with several addresses until its first octet is here; of HTTP, the response's. */
export function open(settings: Settings): WorkerContender {
  const { client, networks } = settings;
  const version = client === 'fetch' ? packageVersion('undici') : process.version;
  return attemptsContender(version, networks, (places, signal) =>
    clients[client](settings.servers, places, signal),
  );
}

type Client = (
  servers: Settings['servers'],
  places: readonly Place[],
  signal: AbortSignal,
) => Promise<() => unknown>;

const clients: Readonly<Record<FirstByteClient, Client>> = {
  literal: ({ octet }, places, signal) => firstOctet({ host: ipv4Of(places), port: octet }, signal),
  net: ({ authName, octet }, places, signal) =>
    firstOctet({ host: authName, port: octet, lookup: lookupIn(places) }, signal),
  'first address': ({ authName, octet }, places, signal) =>
    firstOctet({ host: authName, port: octet, lookup: lookupIn(places), autoSelectFamily: false }, signal),
  https: async ({ authName, https, ca }, places, signal) => {
    const agent = new HttpsAgent();
    const request = get({ host: authName, port: https, ca, lookup: lookupIn(places), agent, signal });
    await once(request, 'response');
    return () => request.destroy();
  },
  fetch: async ({ authName, https, ca }, places, signal) => {
    const dispatcher = new Agent({ connect: { ca, lookup: lookupIn(places) } });
    try {
      await fetch(`https://${authName}:${https}/`, { dispatcher, signal });
    } catch (error) {
      await dispatcher.destroy();
      throw error;
    }
    return () => dispatcher.destroy();
  },
};

async function firstOctet(options: TcpNetConnectOpts, signal: AbortSignal): Promise<() => unknown> {
  const socket = addAbortSignal(signal, connect(options));
  await once(socket, 'data');
  return () => socket.destroy();
}
