import { connect } from '@hushdns/quic-engine';
import type { WorkerContender } from '../worker/contender.ts';
import { loadContender } from '../worker/load.ts';
import { packageVersion } from '../worker/package-version.ts';
import { CreditedStreams } from './credited-streams.ts';
import { replyCheck, querySource } from './questions.ts';
import { type BareSettings, HOST } from './server-settings.ts';

const LENGTH_OCTETS = 2;
const MAX_QUERY_OCTETS = 512;

/** One connection of the engine, a stream a question (RFC 9250 section 4.2), no deadline. */
export function open({ port, ca, authName, codec }: BareSettings): WorkerContender {
  return loadContender(packageVersion('@hushdns/quic-engine'), async () => {
    const connection = await connect({ address: HOST, port, serverName: authName, alpn: ['doq'], ca });
    const check = replyCheck(codec);
    const streams = new CreditedStreams(connection, framedQueries(!codec));
    return {
      ask: (done) =>
        streams.send((reply) => {
          if (reply instanceof Error) done(reply);
          else done(check(reply.subarray(LENGTH_OCTETS)));
        }),
      [Symbol.asyncDispose]: () => connection.close(),
    };
  });
}

/** Queries behind their length; the next one takes the memory of the one before. */
function framedQueries(prepared: boolean): () => Uint8Array {
  const next = querySource(prepared);
  const frame = Buffer.alloc(LENGTH_OCTETS + MAX_QUERY_OCTETS);
  return () => {
    const query = next();
    frame.set(query, frame.writeUInt16BE(query.length));
    return frame.subarray(0, LENGTH_OCTETS + query.length);
  };
}
