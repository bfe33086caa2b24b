import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianTree } from '@hushdns/interop';
import type { Contender } from '../model.ts';
import { processContender, type ProcessContenderOptions } from './process-contender.ts';

const SCRIPTS = join(import.meta.dirname, '../../python');
/** The tree has no /proc: the process takes two of its own files there along, for its peak of memory. */
const WITH_PROC = ['sh', '-c', 'exec 3</proc/self/status 4>/proc/self/clear_refs; exec "$@"', 'sh'];

export interface PythonContenderOptions extends Omit<ProcessContenderOptions, 'command'> {
  /** In python/, without its ending. It ends with its input. */
  readonly script: string;
}

/** A contender in Python, with the Debian tree's interpreter and packages. */
export function pythonContender({ script, ...options }: PythonContenderOptions): Contender {
  return {
    ...options,
    start: async (cpu) => {
      const text = readFileSync(join(SCRIPTS, `${script}.py`), 'utf8');
      const command = [...WITH_PROC, 'chroot', debianTree(), 'python3', '-c', text];
      return processContender({ ...options, command }).start(cpu);
    },
  };
}
