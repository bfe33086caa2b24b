import type { Contender } from '../model.ts';
import { nodeContender, type NodeContenderOptions } from '../run/node-contender.ts';
import { separateProcesses } from '../run/separate-processes.ts';
import type { Task } from '../tasks.ts';

/** It takes seconds to fill a cache with so many. */
const MANY_ENTRIES = 1_000_000;

/** The bare cache, which is the limit. Ours joins it with the resolver's cache. */
export function bareCache(): Contender {
  return nameCache({ name: 'lru-cache', module: 'cache/lru-cache' });
}

/** All that answer from a cache. */
export function nameCaches(): Contender[] {
  return [
    bareCache(),
    ...(['lookupAsync', 'lookup'] as const).map((call) =>
      nameCache({
        name: `cacheable-lookup ${call}`,
        module: 'cache/cacheable-lookup',
        settings: { call },
        skips: (task) =>
          call === 'lookup' && entriesOf(task) === MANY_ENTRIES
            ? 'as lookupAsync, which it calls'
            : undefined,
      }),
    ),
  ];
}

/** Each size in a process of its own: a cache of another size has arrays of another kind. */
function nameCache(options: Omit<NodeContenderOptions, 'nodeOptions'>): Contender {
  return separateProcesses(nodeContender({ ...options, nodeOptions: ['--expose-gc'] }), (task) =>
    String(entriesOf(task)),
  );
}

function entriesOf(task: Task): number {
  if (task.kind === 'memory') return task.count;
  return task.kind === 'operation' ? Number(task.operation.split(' ').at(-1)) : Number.NaN;
}
