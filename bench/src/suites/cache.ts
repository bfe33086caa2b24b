import type { LeftOut, OpenSuite, Suite } from '../model.ts';
import { treeVersion } from '../native/tree-version.ts';
import { hits } from './cache-hits.ts';
import { lookupExperiments } from './lookup-experiments.ts';

export const cache: Suite = {
  name: 'cache',
  title: 'Cache and lookup',
  open: async (context): Promise<OpenSuite> => {
    // A cache needs no server: what does may be missing.
    try {
      const lookups = await lookupExperiments(context);
      return { experiments: [hits, ...lookups], versions: { Unbound: treeVersion('unbound') } };
    } catch (error) {
      const leftOut: LeftOut = {
        what: 'lookups and HTTP requests',
        why: error instanceof Error ? error.message : String(error),
      };
      return { experiments: [hits], leftOut: [leftOut] };
    }
  },
};
