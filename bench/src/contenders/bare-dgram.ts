import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { WorkerContender } from '../worker/contender.ts';
import { loadContender } from '../worker/load.ts';
import { replyCheck, querySource } from './questions.ts';
import { type BareSettings, HOST } from './server-settings.ts';
import { WaitingQuestions } from './waiting-questions.ts';

/** Room for the replies to thousands of queries: with the system's own, bursts are lost here and not on the way. */
const RECEIVE_BUFFER_OCTETS = 4 << 20;

/** One connected socket, IDs counted up, no deadline, no retransmission: the least that a client over UDP can do. */
export function open({ port, codec }: BareSettings): WorkerContender {
  return loadContender(process.version, async () => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_OCTETS });
    socket.connect(port, HOST);
    await once(socket, 'connect');
    const next = querySource(!codec);
    const check = replyCheck(codec);
    const waiting = new WaitingQuestions();
    socket.on('message', (reply) => waiting.take(reply.readUInt16BE())?.(check(reply)));
    socket.on('error', (error) => waiting.fail(error));
    return {
      ask: (done) => {
        const id = waiting.add(done);
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
