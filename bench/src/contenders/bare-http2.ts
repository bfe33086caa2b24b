import { once } from 'node:events';
import { type ClientHttp2Stream, connect } from 'node:http2';
import type { WorkerContender } from '../worker/contender.ts';
import { type Done, loadContender } from '../worker/load.ts';
import { DOH_PATH, dohHeaders } from './doh-request.ts';
import { type CheckReply, replyCheck, querySource } from './questions.ts';
import { type BareSettings, HOST } from './server-settings.ts';

/** One session, a POST a question, no deadline. Node keeps back what exceeds the server's limit of streams. */
export function open({ port, ca, authName, codec }: BareSettings): WorkerContender {
  return loadContender(process.version, async () => {
    const session = connect(`https://${HOST}:${port}`, { ca, servername: authName });
    await once(session, 'connect');
    // Each stream under way is told of it, too.
    session.on('error', () => {});
    const next = querySource(!codec);
    const check = replyCheck(codec);
    return {
      ask: (done) => {
        const query = next();
        if (session.closed || session.destroyed) return done(new Error('the session ended'));
        const stream = session.request({
          ':method': 'POST',
          ':path': DOH_PATH,
          ':authority': authName,
          ...dohHeaders,
          'content-length': query.length,
        });
        hear(stream, check, done);
        stream.end(query);
      },
      [Symbol.asyncDispose]: async () => session.destroy(),
    };
  });
}

function hear(stream: ClientHttp2Stream, check: CheckReply, done: Done): void {
  let status: number | undefined;
  let reply: Buffer | undefined;
  let failure: unknown;
  let isComplete = false;
  stream.on('response', (headers) => (status = headers[':status']));
  stream.on('data', (chunk: Buffer) => (reply = reply === undefined ? chunk : Buffer.concat([reply, chunk])));
  stream.on('end', () => {
    isComplete = true;
    if (status !== 200 || reply === undefined) done(new Error(`HTTP status ${status}`));
    else done(check(reply));
  });
  stream.on('error', (error) => (failure = error));
  stream.on('close', () => {
    if (!isComplete) done(failure ?? new Error(`the stream was reset with ${stream.rstCode}`));
  });
}
