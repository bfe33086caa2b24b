import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Contender, Sample } from '../model.ts';
import { mortal } from './mortal.ts';
import { pinnedTo } from './pinned.ts';

const execute = promisify(execFile);
const LIMIT_MS = 15_000;

export interface ColdStartOptions {
  readonly name: string;
  /** Throws where what is measured is not installed. */
  readonly version: () => string;
  /** In cold/, without its ending. */
  readonly script: string;
  /** What the script takes. */
  readonly argument: string;
}

/** A contender whose sample is all that its process does: a script that tells the figures, started anew each time. */
export function coldStart({ name, version, script, argument }: ColdStartOptions): Contender {
  const file = fileURLToPath(new URL(`../cold/${script}.mjs`, import.meta.url));
  // Packages are compiled each time, as they are for whoever has no such cache.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  return {
    name,
    start: async (cpu) => ({
      version: version(),
      measure: async (): Promise<Sample> => {
        const [command = '', ...rest] = mortal(pinnedTo(cpu, [process.execPath, file, argument]));
        const { stdout } = await execute(command, rest, { timeout: LIMIT_MS, env }).catch(asItsError);
        return { values: JSON.parse(stdout) as Sample['values'], lost: 0, failed: 0 };
      },
      [Symbol.asyncDispose]: async () => {},
    }),
  };
}

/** The error that ended the process, out of the trace that it printed. */
function asItsError(error: Error & { stderr?: string }): never {
  const line = /^\w*Error\b.*$/m.exec(error.stderr ?? '')?.[0];
  throw line === undefined ? error : new Error(line, { cause: error });
}
