import type { AddressSource } from '@hushdns/core/transport';
import { type ConformanceHarness, conformanceCases, SERVER_NAME } from '@hushdns/testkit';
import { describe, expect, it } from 'vitest';
import { https, HTTP_1_1, httpsOver } from './https.ts';

const loopback: AddressSource = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
/** What the case that needs a process of its own imports there. */
const module = `data:text/javascript,export { https as create } from '${new URL('./https.ts', import.meta.url).href}';`;

/** Cases that ask with the server's address, and look at what follows from that. */
const OF_ADDRESSES = [
  'a query is answered, and the reply says over which connection',
  'a certificate for a name does not prove an IP address',
  'a host name is asked for in the SNI, an IP address is not',
];
/** Cases of connections that carry several queries at a time and can take one back. */
const OF_STREAMS = [
  'an abort after the query was sent rejects with the reason, and the connection stays usable',
  'a proven connection that dies with queries under way: each is asked once more, and answered',
  'a stream that the server resets fails its query, not the connection',
  'GOAWAY lets the query under way end and sends the next one elsewhere',
];

function runs(harness: ConformanceHarness, inapplicable: readonly string[] = []): void {
  const cases = conformanceCases(harness);
  for (const name of inapplicable) {
    if (!cases.some((each) => each.name.startsWith(name))) throw new Error(`the suite has no case '${name}'`);
  }
  const applicable = cases.filter(({ name }) => !inapplicable.includes(name.replace(/ \(RFC .*/, '')));
  it.each(applicable.map(({ name, run }) => [name, run] as const))('%s', async (_name, run) => {
    await expect(run()).resolves.toBeUndefined();
  });
}

describe('https() keeps the Transport contract with a server known by its address', () => {
  runs({ protocol: 'https', create: https, module });
});

describe('https() keeps the Transport contract with a server known by its name', () => {
  const create: ConformanceHarness['create'] = (endpoint, options) =>
    https(endpoint.replace('127.0.0.1', SERVER_NAME), { addresses: loopback, ...options });
  runs({ protocol: 'https', create, module }, OF_ADDRESSES);
});

describe('https() keeps the Transport contract over HTTP/1.1', () => {
  const create: ConformanceHarness['create'] = (endpoint, options) =>
    httpsOver([HTTP_1_1], endpoint, options);
  runs({ protocol: 'https', create, module }, OF_STREAMS);
});
