import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Done, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { checkReply, querySource } from './questions.ts';
import { type BareSettings, HOST } from './server-settings.ts';

const IDS = 65_536;
/** Room for the replies to thousands of queries: with the system's own, bursts are lost here and not on the way. */
const RECEIVE_BUFFER_OCTETS = 4 << 20;

/** One connected socket, IDs counted up, no deadline, no retransmission: the least that a client over UDP can do. */
export function open({ port, codec }: BareSettings): WorkerContender {
  return loadContender(process.version, async () => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_OCTETS });
    socket.connect(port, HOST);
    await once(socket, 'connect');
    const next = querySource(!codec);
    const waiting: (Done | undefined)[] = Array.from({ length: IDS });
    let id = 0;
    socket.on('message', (reply) => {
      const repliedId = reply.readUInt16BE();
      const done = waiting[repliedId];
      waiting[repliedId] = undefined;
      done?.(codec ? checkReply(reply) : undefined);
    });
    return {
      ask: (done) => {
        id = (id + 1) % IDS;
        waiting[id] = done;
        // Sent at once: dgram copies nothing, but by the time the name comes round again the datagram has left.
        const query = next();
        query[0] = id >> 8;
        query[1] = id & 0xff;
        socket.send(query);
      },
      [Symbol.asyncDispose]: async () => void socket.close(),
    };
  });
}
