import { createResolver } from 'hushdns';
import CacheableLookup from 'cacheable-lookup';
import { Agent, type Dispatcher, interceptors } from 'undici';
import type { LookupFunction } from 'node:net';
import { byPromise, type LoadClient, loadContender } from '../worker/load.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { packageVersion } from '../worker/package-version.ts';

export interface HttpClientSettings {
  readonly lookup: 'none' | 'node:dns' | 'interceptor' | 'cacheable-lookup' | 'hushdns';
  /** Asked in turn. */
  readonly origins: readonly string[];
  /** Whether each request has a connection of its own. */
  readonly closes: boolean;
  /** The resolver that hushdns asks. */
  readonly url: string;
}

const CONNECTIONS = 10;
const PIPELINING = 10;
const OK = 200;

/** undici, with this or that in the place of name resolution. */
export function open(settings: HttpClientSettings): WorkerContender {
  return loadContender(`undici ${packageVersion('undici')}`, () => client(settings));
}

function client(settings: HttpClientSettings): LoadClient {
  const { origins, closes } = settings;
  const { dispatcher, close } = dispatchers[settings.lookup](settings);
  let at = 0;
  return {
    ask: byPromise(async () => {
      const origin = origins[at++ % origins.length] as string;
      const { statusCode, body } = await dispatcher.request({
        origin,
        path: '/',
        method: 'GET',
        reset: closes,
      });
      await body.dump();
      return statusCode === OK ? undefined : new Error(`status ${statusCode}`);
    }),
    [Symbol.asyncDispose]: close,
  };
}

interface ClosableDispatcher {
  readonly dispatcher: Dispatcher;
  readonly close: () => Promise<void>;
}

const dispatchers: Readonly<
  Record<HttpClientSettings['lookup'], (settings: HttpClientSettings) => ClosableDispatcher>
> = {
  none: () => withLookup(undefined),
  'node:dns': () => withLookup(undefined),
  interceptor: () => {
    const agent = newAgent(undefined);
    return { dispatcher: agent.compose(interceptors.dns()), close: () => agent.destroy() };
  },
  'cacheable-lookup': () => {
    const cache = new CacheableLookup();
    return withLookup((hostname, options, found) => cache.lookup(hostname, options as object, found));
  },
  hushdns: ({ url }) => {
    const resolver = createResolver({ upstream: url });
    const addressesOf = async (name: string): Promise<{ address: string; family: number }[]> =>
      (await resolver.resolve(name, 'A')).records.map(({ rdata }) => ({ address: rdata.address, family: 4 }));
    const lookup: LookupFunction = (name, { all }, found) =>
      void addressesOf(name).then(
        (addresses) => (all === true ? found(null, addresses) : found(null, addresses[0]?.address ?? '', 4)),
        (error: NodeJS.ErrnoException) => found(error, ''),
      );
    return withLookup(lookup, () => resolver.close());
  },
};

function withLookup(
  lookup: LookupFunction | undefined,
  alsoClose: () => Promise<void> = async () => {},
): ClosableDispatcher {
  const agent = newAgent(lookup);
  return {
    dispatcher: agent,
    close: async () => {
      await agent.destroy();
      await alsoClose();
    },
  };
}

function newAgent(lookup: LookupFunction | undefined): Agent {
  return new Agent({
    connections: CONNECTIONS,
    pipelining: PIPELINING,
    ...(lookup === undefined ? {} : { connect: { lookup } }),
  });
}
