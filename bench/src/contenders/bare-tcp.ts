import { once } from 'node:events';
import { connect } from 'node:net';
import type { WorkerContender } from '../worker/contender.ts';
import { loadContender } from '../worker/load.ts';
import { pipelined } from './pipelined.ts';
import { type BareSettings, HOST } from './server-settings.ts';

/** One connection, no deadline. */
export function open({ port, codec }: BareSettings): WorkerContender {
  return loadContender(process.version, async () => {
    const socket = connect({ host: HOST, port, noDelay: true });
    await once(socket, 'connect');
    return pipelined(socket, codec);
  });
}
