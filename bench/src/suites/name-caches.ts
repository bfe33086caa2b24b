import type { Contender } from '../model.ts';
import { nodeContender } from '../run/node-contender.ts';

const nodeOptions = ['--expose-gc'];

/** It takes seconds to fill a cache with so many. */
const MANY_ENTRIES = '1000000';

/** The bare cache, which is the limit. Ours joins it with the resolver's cache. */
export function bareCache(): Contender {
  return nodeContender({ name: 'lru-cache', module: 'cache/lru-cache', nodeOptions });
}

/** All that answer from a cache. */
export function nameCaches(): Contender[] {
  return [
    bareCache(),
    ...(['lookupAsync', 'lookup'] as const).map((call) =>
      nodeContender({
        name: `cacheable-lookup ${call}`,
        module: 'cache/cacheable-lookup',
        settings: { call },
        nodeOptions,
        skips: (task) =>
          call === 'lookup' && 'operation' in task && task.operation.endsWith(MANY_ENTRIES)
            ? 'as lookupAsync, which it calls'
            : undefined,
      }),
    ),
  ];
}
