import { fileURLToPath } from 'node:url';
import type { SuiteContext } from '../model.ts';
import { startHelper } from '../run/helper-process.ts';
import type { NodeServers } from '../servers/node-servers.ts';

const SERVERS = fileURLToPath(new URL('../servers/node-servers.ts', import.meta.url));

/** Starts servers that are written for Node; the wrapper takes them into a network namespace. */
export async function startNodeServers(
  { stack, cpus }: SuiteContext,
  wrapper: readonly string[] = [],
): Promise<NodeServers> {
  const helper = await startHelper<NodeServers>([...wrapper, process.execPath, SERVERS], cpus.server);
  return stack.use(helper).ready;
}
