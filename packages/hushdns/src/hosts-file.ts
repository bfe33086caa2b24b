import { readFileSync, type Stats, statSync } from 'node:fs';
import { type Clock, type Hosts, parseHosts } from '@hushdns/core';
import { systemClock } from '@hushdns/core/transport';

/** How long a file is taken to be as it was. */
const CHECK_INTERVAL_MS = 5_000;

/** Where the system has its hosts file. */
export function systemHostsPath(
  platform: NodeJS.Platform = process.platform,
  systemRoot: string = process.env['SystemRoot'] ?? 'C:\\Windows',
): string {
  return platform === 'win32' ? `${systemRoot}\\System32\\drivers\\etc\\hosts` : '/etc/hosts';
}

/**
 * The entries of a hosts file, read now and again where it changed. A file that is not there has none. Throws the system's error for
 * one that cannot be read; where that happens later on, the entries stay as they were.
 */
export function hostsFile(path: string, clock: Clock = systemClock): () => Hosts {
  let stamp = stampOf(path);
  let hosts = read(path);
  let checkedAtMs = clock.now();
  return () => {
    if (clock.now() - checkedAtMs < CHECK_INTERVAL_MS) return hosts;
    checkedAtMs = clock.now();
    try {
      const latest = stampOf(path);
      if (latest !== stamp) hosts = read(path);
      stamp = latest;
    } catch {
      // It may be about to be replaced: the next look will tell.
    }
    return hosts;
  };
}

/** What differs where a file was written or replaced. */
function stampOf(path: string): string {
  const stats: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}

function read(path: string): Hosts {
  try {
    return parseHosts(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
}
