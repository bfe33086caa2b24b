import { knot } from '@hushdns/interop';
import type { Experiment, LeftOut, OpenSuite, Suite, SuiteContext } from '../model.ts';
import { cacheGrowth } from './cache-growth.ts';
import { codecContenders } from './codec-contenders.ts';
import { decodeGrowth } from './decode-growth.ts';
import { heldConnections, heldQueries } from './held-memory.ts';
import { startServer } from './servers.ts';
import { zoneGrowth } from './zone-growth.ts';

export const growth: Suite = {
  name: 'growth',
  title: 'Growth and memory',
  open: async (context): Promise<OpenSuite> => {
    const alone = [
      ...decodeGrowth(codecContenders()),
      zoneGrowth,
      ...cacheGrowth(),
      await heldQueries(context.stack),
    ];
    // The rest needs a server, which may be missing.
    try {
      return { experiments: [...alone, ...(await withServer(context))] };
    } catch (error) {
      const leftOut: LeftOut = {
        what: 'queries and connections to a server',
        why: error instanceof Error ? error.message : String(error),
      };
      return { experiments: alone, leftOut: [leftOut] };
    }
  },
};

async function withServer(context: SuiteContext): Promise<Experiment[]> {
  const { upstream, ca, authName } = await startServer(knot, context);
  const upstreams = (['tcp', 'tls', 'quic'] as const).map(upstream);
  return [heldConnections({ upstreams, ca, authName })];
}
