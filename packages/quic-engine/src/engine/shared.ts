// The instance that all clients of a process share; after a trap the next one gets a new instance.
import { Configurations } from './configurations.ts';
import { EngineInstance } from './instance.ts';

export interface ClientEngine {
  readonly instance: EngineInstance;
  readonly configurations: Configurations;
}

let shared: Promise<ClientEngine> | undefined;

export async function clientEngine(): Promise<ClientEngine> {
  const current = (shared ??= create());
  const engine = await current;
  if (engine.instance.failure === undefined) return engine;
  // Whoever sees the trap first replaces the instance; the others find the new one.
  if (shared === current) shared = undefined;
  return clientEngine();
}

async function create(): Promise<ClientEngine> {
  try {
    const instance = await EngineInstance.create();
    return { instance, configurations: new Configurations(instance) };
  } catch (error) {
    shared = undefined;
    throw error;
  }
}
