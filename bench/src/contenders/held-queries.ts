import { setTimeout as sleep } from 'node:timers/promises';
import { createResolver } from 'hushdns';
import type { WorkerContender } from '../worker/contender.ts';
import { heldMemory } from '../worker/memory.ts';
import { packageVersion } from '../worker/package-version.ts';
import { encodedQuery } from './questions.ts';

export interface HeldQueriesSettings {
  readonly client: 'hushdns' | 'bare';
  /** Of a server that never answers, by protocol. */
  readonly urls: Readonly<Record<string, string>>;
}

/** Longer than any task. */
const TIMEOUT_MS = 60_000;
/** Until all have been sent. */
const SETTLE_MS = 500;

/** Queries that wait for their replies, of names that differ. The task says over which protocol. */
export function open({ client, urls }: HeldQueriesSettings): WorkerContender {
  return {
    version: client === 'hushdns' ? packageVersion('hushdns') : process.version,
    measure: async (task) => {
      if (task.kind !== 'memory') throw new RangeError(`no queries: ${task.kind}`);
      const url = urls[task.what ?? ''];
      if (url === undefined) throw new RangeError(`no server for ${task.what}`);
      return heldMemory(task.count, async () => {
        const held = client === 'hushdns' ? ours(url, task.count) : bare(task.count);
        await sleep(SETTLE_MS);
        return held;
      });
    },
  };
}

function ours(url: string, count: number): unknown {
  const resolver = createResolver({ upstream: url, timeoutMs: TIMEOUT_MS });
  return Array.from({ length: count }, (_, at) => resolver.resolve(nameAt(at), 'A').catch(() => {}));
}

/** The least that there is to it: a promise and the query's octets, found by the message ID. */
function bare(count: number): unknown {
  const waiting = new Map<
    number,
    { readonly query: Uint8Array; readonly resolve: (reply: unknown) => void }
  >();
  const replies = Array.from({ length: count }, (_, id) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    waiting.set(id, { query: encodedQuery(nameAt(id)).slice(), resolve });
    return promise;
  });
  return { waiting, replies };
}

function nameAt(at: number): string {
  return `n${at}.held.example`;
}
