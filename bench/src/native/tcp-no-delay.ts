import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { debianTree } from '@hushdns/interop';
import type { LeftOut } from '../model.ts';

const execute = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../../python/tcp_no_delay.py');

/** What to know of a suite whose server has it. */
export const NO_DELAY_NOTE =
  "The server's sockets have TCP_NODELAY. By themselves Knot and Unbound keep a reply back until the one before is acknowledged, which happens with the next query or after 40 ms: that would be what is measured.";

/**
 * Lets the servers that this process has started send each reply at once, as none of them can be told to. Needs Linux
 * and root; where that does not do, it says what is missing from the figures.
 */
export async function noDelayAtServers(...ports: readonly number[]): Promise<readonly LeftOut[]> {
  try {
    const text = readFileSync(SCRIPT, 'utf8');
    const settings = JSON.stringify({ processIds: children(), ports });
    await execute('chroot', [debianTree(), 'python3', '-c', text, settings]);
    return [];
  } catch (error) {
    const why = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? String(error);
    return [{ what: "TCP_NODELAY at the server: replies wait for the client's next query", why }];
  }
}

/** The processes that this one has started. */
function children(): number[] {
  const threads = '/proc/self/task';
  const lists = readdirSync(threads).map((thread) => readFileSync(join(threads, thread, 'children'), 'utf8'));
  return lists.flatMap((list) => list.trim().split(' ').filter(Boolean).map(Number));
}
