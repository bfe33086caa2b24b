import { fileURLToPath } from 'node:url';
import { processContender, type ProcessContenderOptions } from './process-contender.ts';
import type { Contender } from '../model.ts';

const WORKER = fileURLToPath(new URL('../worker/worker.ts', import.meta.url));

export interface NodeContenderOptions extends Omit<
  ProcessContenderOptions,
  'command' | 'canProfile' | 'settings'
> {
  /** In contenders/, without its ending: it exports `open`. */
  readonly module: string;
  /** What `open` is called with. */
  readonly settings?: unknown;
  /** For Node itself: `--max-semi-space-size=…`. */
  readonly nodeOptions?: readonly string[];
  /** What the process is started by: another network or mount namespace. */
  readonly wrapper?: readonly string[];
}

/** A contender that runs on Node: one of the modules in contenders/. */
export function nodeContender(options: NodeContenderOptions): Contender {
  const { module, settings = null, nodeOptions = [], wrapper = [], ...rest } = options;
  return processContender({
    ...rest,
    settings,
    command: [...wrapper, process.execPath, ...nodeOptions, WORKER, module],
    canProfile: true,
  });
}
