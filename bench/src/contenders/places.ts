import type { LookupFunction } from 'node:net';
import type { NodeServers } from '../servers/node-servers.ts';
import type { Networks, Place } from '../worker/attempts.ts';

/** What a contender of the connect suite is told. */
export interface ConnectSettings<Client extends string> {
  readonly client: Client;
  readonly networks: Networks;
  readonly servers: NodeServers;
}

/** A resolver that has the host's addresses at hand: only connecting takes time. */
export function lookupIn(places: readonly Place[]): LookupFunction {
  const [first] = places;
  return (_host, { all }, callback) => {
    if (all === true) callback(null, [...places]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** What one connects to who knows that IPv4 works. */
export function ipv4Of(places: readonly Place[]): string {
  const found = places.find(({ family }) => family === 4);
  if (found === undefined) throw new RangeError('no IPv4 address');
  return found.address;
}
