import { Resolver } from 'node:dns/promises';

/** @param {{ server: string, name: string }} settings */
export function open({ server, name }) {
  const resolver = new Resolver();
  resolver.setServers([server]);
  return { ask: async () => (await resolver.resolve4(name))[0] };
}
