import {
  type Server,
  startServers,
  type Upstream,
  upstreamsOf,
  type Upstreams,
  type Zone,
} from '@hushdns/interop';
import { benchZone } from '../bench-zone.ts';
import type { SuiteContext } from '../model.ts';

/** Starts a server with the names that are asked, the bench's by default; it is ended after the suite. */
export async function startServer(
  server: Server,
  { stack, cpus }: SuiteContext,
  zone: Zone = benchZone,
): Promise<Upstreams & { readonly upstream: (protocol: Upstream['protocol']) => Upstream }> {
  const servers = stack.use(
    await startServers([server], {
      zone,
      ...(cpus.server === undefined ? {} : { cpu: cpus.server }),
    }),
  );
  const all = upstreamsOf(servers.upstreams);
  return {
    ...servers.upstreams,
    upstream: (wanted) => {
      const found = all.find(({ protocol }) => protocol === wanted);
      if (found === undefined) throw new RangeError(`${server.name} has no ${wanted}`);
      return found;
    },
  };
}
