import { lookup } from 'node:dns/promises';
import { boundedLoop, bulkContender } from '../worker/bulk.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { checkAddress } from './questions.ts';

export interface BulkGetaddrinfoSettings {
  readonly inFlight: number;
}

/** node:dns `lookup`, for one family like everybody else here: its calls wait for a thread of libuv's pool. */
export function open({ inFlight }: BulkGetaddrinfoSettings): WorkerContender {
  return bulkContender(`node ${process.version}`, () => ({
    resolveAll: boundedLoop(inFlight, async (name) =>
      checkAddress((await lookup(name, { family: 4 })).address),
    ),
    [Symbol.asyncDispose]: async () => {},
  }));
}
