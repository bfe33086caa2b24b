import type { LeftOut, OpenSuite, Suite } from '../model.ts';
import { treeVersion } from '../native/tree-version.ts';
import { cacheGrowth } from './cache-growth.ts';
import { codecContenders } from './codec-contenders.ts';
import { decodeGrowth } from './decode-growth.ts';
import { heldQueries } from './held-memory.ts';
import { transportGrowth } from './transport-growth.ts';
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
      const { experiments, leftOut } = await transportGrowth(context);
      return {
        experiments: [...alone, ...experiments],
        leftOut,
        versions: { Knot: treeVersion('knot') },
      };
    } catch (error) {
      const leftOut: LeftOut = {
        what: 'queries and connections to a server',
        why: error instanceof Error ? error.message : String(error),
      };
      return { experiments: alone, leftOut: [leftOut] };
    }
  },
};
