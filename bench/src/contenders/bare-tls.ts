import { once } from 'node:events';
import { connect } from 'node:tls';
import type { WorkerContender } from '../worker/contender.ts';
import { loadContender } from '../worker/load.ts';
import { pipelined } from './pipelined.ts';
import { type BareSettings, HOST } from './server-settings.ts';

/** One connection, no deadline. */
export function open({ port, ca, authName, codec }: BareSettings): WorkerContender {
  return loadContender(process.version, async () => {
    const socket = connect({ host: HOST, port, ca, servername: authName, ALPNProtocols: ['dot'] });
    socket.setNoDelay(true);
    await once(socket, 'secureConnect');
    return pipelined(socket, codec);
  });
}
