import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { WorkerContender } from '../worker/contender.ts';
import { type Done, loadContender } from '../worker/load.ts';
import { DOH_PATH, dohHeaders } from './doh-request.ts';
import { type CheckReply, replyCheck, querySource } from './questions.ts';
import { type BareSettings, HOST } from './server-settings.ts';

export interface BareHttpsSettings extends BareSettings {
  readonly connections: number;
}

/** HTTP/1.1: a POST a question, so many connections kept alive, no deadline. */
export function open({ port, ca, authName, codec, connections }: BareHttpsSettings): WorkerContender {
  return loadContender(process.version, () => {
    const agent = new Agent({ keepAlive: true, maxSockets: connections, ca, servername: authName });
    const next = querySource(!codec);
    const check = replyCheck(codec);
    return {
      ask: (done) => {
        const query = next();
        const headers = { ...dohHeaders, 'content-length': query.length };
        const asked = request({ agent, host: HOST, port, path: DOH_PATH, method: 'POST', headers });
        asked.on('response', (response) => hear(response, check, done));
        asked.on('error', done);
        asked.end(query);
      },
      [Symbol.asyncDispose]: async () => agent.destroy(),
    };
  });
}

function hear(response: IncomingMessage, check: CheckReply, done: Done): void {
  let reply: Buffer | undefined;
  response.on(
    'data',
    (chunk: Buffer) => (reply = reply === undefined ? chunk : Buffer.concat([reply, chunk])),
  );
  // The server ended the connection in the middle of it.
  response.on('error', done);
  response.on('end', () => {
    if (response.statusCode !== 200 || reply === undefined)
      done(new Error(`HTTP status ${response.statusCode}`));
    else done(check(reply));
  });
}
