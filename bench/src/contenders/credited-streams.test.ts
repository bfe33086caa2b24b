import { connect, listen, type QuicServer } from '@hushdns/quic-engine';
import { certificateAuthority } from '@hushdns/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { CreditedStreams } from './credited-streams.ts';

const STREAMS = 2;

async function echoing(): Promise<{ readonly server: QuicServer; readonly ca: string }> {
  const { ca, cert, key } = await (await certificateAuthority()).issue({ ipAddresses: ['127.0.0.1'] });
  const server = await listen({
    certificateChain: cert,
    privateKey: key,
    alpn: ['echo'],
    maxConcurrentStreams: STREAMS,
    onConnection: (connection) => {
      connection.onStream = (stream) => ({
        data: (chunk) => stream.write(chunk),
        end: () => stream.finish(),
        reset: () => {},
        lost: () => {},
      });
    },
  });
  onTestFinished(() => server.close());
  return { server, ca };
}

it('sends more messages than the server has streams, and fails them when the connection ends', async () => {
  const { server, ca } = await echoing();
  const connection = await connect({ address: '127.0.0.1', port: server.port, alpn: ['echo'], ca });
  let next = 0;
  const streams = new CreditedStreams(connection, () => Uint8Array.of(next++));
  const send = () => new Promise<Uint8Array | Error>((resolve) => streams.send(resolve));
  const replies = await Promise.all(Array.from({ length: 5 * STREAMS }, send));
  expect(replies.map((reply) => (reply as Uint8Array)[0])).toEqual(replies.map((_, at) => at));

  const waiting = Promise.all(Array.from({ length: 5 * STREAMS }, send));
  await connection.close();
  for (const reply of [...(await waiting), await send()]) expect(reply).toBeInstanceOf(Error);
});
