import type { AddressSource } from '@hushdns/core/transport';
import { SERVER_NAME } from '../../server/index.ts';
import type { TestServer } from '../rig.ts';

/** The endpoint with a host name in the place of its address. */
export function hostNameEndpoint(
  { endpoint, ca }: Pick<TestServer, 'endpoint' | 'ca'>,
  host: string = SERVER_NAME,
): { endpoint: string; ca: string } {
  return { endpoint: endpoint.replace('127.0.0.1', host), ca };
}

/** Where the suite's servers are. */
export const loopback: AddressSource = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

/** A source that never finds anything. */
export const nowhere: AddressSource = () => new Promise(() => undefined);
