import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianTree } from '@hushdns/interop';

/** In the tree; a folder for each run of the bench, named by its process id. */
const RUNS = 'srv/bench';

/** A folder in the Debian tree for what its commands read. */
export interface TreeFolder extends Disposable {
  /** Writes a file and gives its path as the tree's commands see it. */
  write(file: string, content: string): string;
}

/** Makes one; folders of runs that were killed are removed first. */
export function treeFolder(): TreeFolder {
  const tree = debianTree();
  const runs = join(tree, RUNS);
  mkdirSync(join(runs, String(process.pid)), { recursive: true });
  for (const id of readdirSync(runs)) if (!isAlive(Number(id))) rmSync(join(runs, id), { recursive: true });
  const folder = mkdtempSync(join(runs, String(process.pid), 'files-'));
  return {
    write: (file, content) => {
      writeFileSync(join(folder, file), content);
      return join(folder, file).slice(tree.length);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
