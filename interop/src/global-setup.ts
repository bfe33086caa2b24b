import type { TestProject } from 'vitest/node';
import { allServers } from './servers/index.ts';
import { startServers, type Upstreams } from './servers/start-servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    upstreams: Upstreams;
  }
}

/** Starts the servers before the first test; what it returns ends them after the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startServers(allServers);
  project.provide('upstreams', servers.upstreams);
  return async () => servers[Symbol.asyncDispose]();
}
