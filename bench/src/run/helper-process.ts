import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pinnedTo } from './pinned.ts';

/** A process that a suite needs beside its servers. */
export interface HelperProcess<Ready> extends AsyncDisposable {
  readonly processId: number;
  /** What it told when it was ready. */
  readonly ready: Ready;
}

/**
 * Starts a process and waits for its first line, which is JSON. It ends when its input does, and so with this process,
 * however that ends. Rejects with what it wrote on stderr where it ends before it is ready.
 */
export async function startHelper<Ready>(
  command: readonly string[],
  cpu: number | undefined,
): Promise<HelperProcess<Ready>> {
  const [file = '', ...rest] = pinnedTo(cpu, command);
  const child = spawn(file, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  let errorOutput = '';
  child.stderr.on('data', (chunk: Buffer) => (errorOutput += chunk.toString()));
  const { value, done } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (done === true) {
    await ended;
    throw new Error(`${file} ended: ${errorOutput.trim()}`);
  }
  return {
    processId: child.pid as number,
    ready: JSON.parse(value) as Ready,
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
