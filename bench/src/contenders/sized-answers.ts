import { once } from 'node:events';
import { connect } from 'node:net';
import { encodeMessage, queryMessage } from '@hushdns/core';
import { createResolver } from 'hushdns';
import { type AnswerSize, answerSizes } from '../growth/sized-answers.ts';
import { byPromise, type LoadClient, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';
import { pipelined } from './pipelined.ts';
import { HOST } from './server-settings.ts';

export interface SizedAnswersSettings {
  readonly client: 'hushdns' | 'bare';
  readonly port: number;
  readonly url: string;
}

const NAMES = 1_024;
const EDNS = { udpPayloadOctets: 1_232, version: 0, dnssecOk: false, options: [] } as const;

/** Queries over TCP for answers as long as the task says. */
export function open(settings: SizedAnswersSettings): WorkerContender {
  const clientOf = settings.client === 'hushdns' ? ours : bare;
  const version = settings.client === 'hushdns' ? packageVersion('hushdns') : process.version;
  return {
    version,
    measure: (task) => {
      const what = task.kind === 'throughput' ? task.what : undefined;
      const size = answerSizes.find(({ parent }) => parent === what);
      if (size === undefined) throw new RangeError(`no answers: ${what}`);
      return loadContender(version, () => clientOf(settings, size)).measure(task);
    },
  };
}

function ours({ url }: SizedAnswersSettings, { parent, octets }: AnswerSize): LoadClient {
  const resolver = createResolver({ upstream: url });
  let at = 0;
  return {
    ask: byPromise(async () => {
      const { records } = await resolver.resolve(nameBelow(parent, at++), 'TXT');
      let answered = 0;
      for (const { rdata } of records) for (const string of rdata.strings) answered += string.length;
      return answered === octets ? undefined : new Error(`answered ${answered} octets of ${octets}`);
    }),
    [Symbol.asyncDispose]: () => resolver.close(),
  };
}

/** Replies are cut out of the stream and counted. */
async function bare({ port }: SizedAnswersSettings, { parent }: AnswerSize): Promise<LoadClient> {
  const socket = connect({ host: HOST, port, noDelay: true });
  await once(socket, 'connect');
  const queries = Array.from({ length: NAMES }, (_, at) =>
    encodeMessage(queryMessage(nameBelow(parent, at), 'TXT', { edns: EDNS })),
  );
  let at = 0;
  return pipelined(socket, false, () => queries[at++ % NAMES] as Uint8Array);
}

function nameBelow(parent: string, at: number): string {
  return `n${at % NAMES}.${parent}`;
}
